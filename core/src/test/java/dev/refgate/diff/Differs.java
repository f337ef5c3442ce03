package dev.refgate.diff;

import dev.refgate.internal.template.JinjaTemplates;
import dev.refgate.internal.yaml.CanonicalYaml;
import dev.refgate.internal.yaml.YamlDocumentReader;
import dev.refgate.workflow.TestBlockShapes;
import dev.refgate.workflow.WorkflowParser;
import java.util.Map;

/** The real collaborators, and shorthands for the comparison of one workflow. */
public final class Differs {
    private static final Differ DIFFER = differ();

    private Differs() {}

    public static Differ differ() {
        YamlDocumentReader reader = new YamlDocumentReader();
        return new Differ(
                reader,
                new CanonicalYaml(),
                new WorkflowParser(reader, TestBlockShapes.all()),
                new JinjaTemplates(1 << 20));
    }

    public static RepositoryDiff diff(WorkflowFiles from, WorkflowFiles to) {
        return DIFFER.between(from, to, Selection.all(), Map.of());
    }

    /** The difference of two versions of {@code w/workflow.yml}, which has to be one. */
    static WorkflowDiff workflows(String from, String to) {
        return only(diff(
                WorkflowFiles.commit("before").with("w/workflow.yml", from),
                WorkflowFiles.commit("after").with("w/workflow.yml", to)));
    }

    static BlocksDiff blocks(String from, String to) {
        return (BlocksDiff) workflows(from, to).blocks();
    }

    /** The difference of two versions of one more file beside an unchanged workflow. */
    static FileDiff files(String path, byte[] from, byte[] to) {
        String workflow = "version: 1\nblocks:\n  - { id: a, type: text, value: x }\n";
        return only(diff(
                        WorkflowFiles.commit("before")
                                .with("w/workflow.yml", workflow)
                                .with("w/" + path, from),
                        WorkflowFiles.commit("after")
                                .with("w/workflow.yml", workflow)
                                .with("w/" + path, to)))
                .code()
                .files()
                .get(0);
    }

    static WorkflowDiff only(RepositoryDiff diff) {
        if (diff.workflows().size() != 1) {
            throw new AssertionError("expected one workflow that differs, found " + diff.workflows());
        }
        return diff.workflows().get(0);
    }
}
