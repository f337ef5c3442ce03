package dev.refgate.report;

import dev.refgate.diff.BlocksDiff;
import dev.refgate.diff.BlocksView;
import dev.refgate.diff.EdgeChange;
import dev.refgate.diff.FileDiff;
import dev.refgate.diff.Impact;
import dev.refgate.diff.NoBlocksView;
import dev.refgate.diff.RepositoryDiff;
import dev.refgate.diff.UnifiedDiff;
import dev.refgate.diff.Value;
import dev.refgate.diff.ValueChange;
import dev.refgate.diff.WorkflowChange;
import dev.refgate.diff.WorkflowDiff;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowFolder.FileFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Differences as plain values for JSON. Field names are stable: new ones may come, none goes or changes its meaning. */
public final class JsonDiff {

    private JsonDiff() {}

    /** Maps, lists, texts, numbers and truth values; what is not there is left out. */
    public static Map<String, Object> of(RepositoryDiff diff) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("from", diff.from());
        json.put("to", diff.to());
        json.put("workflows", diff.workflows().stream().map(JsonDiff::workflow).toList());
        json.put("more", diff.more().stream().map(JsonDiff::summary).toList());
        return json;
    }

    private static Map<String, Object> workflow(WorkflowDiff workflow) {
        Map<String, Object> json = summary(workflow.summary());
        json.put("impact", impact(workflow.impact()));
        blocks(json, workflow.blocks());
        json.put("files", workflow.code().files().stream().map(JsonDiff::file).toList());
        return json;
    }

    private static Map<String, Object> summary(WorkflowChange change) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", change.id().value());
        json.put("change", change.change().word());
        change.from().map(ContentId::hex).ifPresent(content -> json.put("from_content", content));
        change.to().map(ContentId::hex).ifPresent(content -> json.put("to_content", content));
        return json;
    }

    private static Map<String, Object> impact(Impact impact) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("breaks_callers", impact.breaksCallers());
        json.put(
                "inputs_now_required",
                impact.inputsNowRequired().stream()
                        .map(input -> Fields.of("name", input.name(), "new", input.isNew()))
                        .toList());
        json.put("inputs_removed", impact.inputsRemoved());
        json.put("inputs_changed", impact.inputsChanged());
        json.put("outputs_removed", impact.outputsRemoved());
        json.put(
                "env_needed",
                impact.keysNeeded().stream()
                        .map(key -> Fields.of("key", key.name(), "optional", key.optional()))
                        .toList());
        json.put("env_not_needed", impact.keysNotNeeded());
        json.put("environments_with_from", impact.runningFrom());
        json.put("environments_with_to", impact.runningTo());
        return json;
    }

    private static void blocks(Map<String, Object> json, BlocksView view) {
        if (view instanceof NoBlocksView none) {
            json.put("no_blocks_because", none.reasons());
        } else if (view instanceof BlocksDiff blocks) {
            json.put("blocks", blocks(blocks));
            json.put("edges", blocks.edges().stream().map(JsonDiff::edge).toList());
            json.put("settings", values(blocks.workflow()));
            json.put(
                    "inputs",
                    blocks.inputs().stream()
                            .map(input -> Fields.of(
                                    "name",
                                    input.name(),
                                    "change",
                                    input.change().word(),
                                    "details",
                                    values(input.details())))
                            .toList());
            json.put("outputs", values(blocks.outputs()));
        }
    }

    private static Map<String, Object> blocks(BlocksDiff blocks) {
        return Fields.of(
                "added",
                blocks.added().stream()
                        .map(block -> Fields.of("id", block.id(), "type", block.type()))
                        .toList(),
                "removed",
                blocks.removed().stream()
                        .map(block -> Fields.of("id", block.id(), "type", block.type()))
                        .toList(),
                "renamed",
                blocks.renamed().stream()
                        .map(block -> Fields.of("from", block.from(), "to", block.to(), "type", block.type()))
                        .toList(),
                "changed",
                blocks.changed().stream()
                        .map(block ->
                                Fields.of("id", block.id(), "type", block.type(), "settings", values(block.settings())))
                        .toList(),
                "moved",
                blocks.moved().stream()
                        .map(block -> Fields.of("id", block.id(), "from", block.from(), "to", block.to()))
                        .toList());
    }

    private static Map<String, Object> edge(EdgeChange edge) {
        boolean rewired = edge.from().isPresent() && edge.to().isPresent();
        Map<String, Object> json = Fields.of(
                "block",
                edge.block(),
                "change",
                rewired ? "rewired" : edge.change().word());
        edge.from().ifPresent(from -> json.put("from", from));
        edge.to().ifPresent(to -> json.put("to", to));
        return json;
    }

    private static List<Map<String, Object>> values(List<ValueChange> changes) {
        return changes.stream().map(JsonDiff::value).toList();
    }

    private static Map<String, Object> value(ValueChange change) {
        Map<String, Object> json =
                Fields.of("path", change.path(), "change", change.change().word());
        put(json, "from", change.from());
        put(json, "to", change.to());
        return json;
    }

    /** A value may be null; that is not the same as none. */
    private static void put(Map<String, Object> json, String name, Optional<Value> value) {
        value.ifPresent(present -> json.put(name, present.plain()));
    }

    private static Map<String, Object> file(FileDiff file) {
        Map<String, Object> json =
                Fields.of("path", file.path(), "change", file.change().word());
        file.previousPath().ifPresent(previous -> json.put("previous_path", previous));
        json.put("significance", file.significance().name().toLowerCase(Locale.ROOT));
        file.from().ifPresent(facts -> json.put("from", facts(facts)));
        file.to().ifPresent(facts -> json.put("to", facts(facts)));
        json.put("notes", file.notes());
        json.put("diff", UnifiedText.of(file.lines()));
        file.canonical().ifPresent(canonical -> json.put("canonical_diff", UnifiedText.of(canonical)));
        return json;
    }

    private static Map<String, Object> facts(FileFacts facts) {
        return Fields.of("size", facts.size(), "digest", facts.digest());
    }

    /** The text form of unified diffs, as programs read it. */
    private static final class UnifiedText {
        static String of(UnifiedDiff diff) {
            StringBuilder out = new StringBuilder();
            diff.hunks().forEach(hunk -> {
                out.append(hunk.header()).append('\n');
                hunk.lines().forEach(line -> {
                    out.append(line.kind().sign()).append(line.text()).append('\n');
                    out.append(line.unended() ? "\\ No newline at end of file\n" : "");
                });
            });
            return out.toString();
        }
    }
}
