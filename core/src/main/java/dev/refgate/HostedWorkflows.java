package dev.refgate;

import dev.refgate.document.Location;
import dev.refgate.document.Node;
import dev.refgate.document.Problems;
import dev.refgate.document.ValueNodes;
import dev.refgate.hosted.ExportedWorkflow;
import dev.refgate.hosted.HostedConfig;
import dev.refgate.hosted.HostedExport;
import dev.refgate.hosted.HostedImport;
import dev.refgate.hosted.ImportedWorkflow;
import dev.refgate.hosted.Remark;
import dev.refgate.internal.yaml.CanonicalYaml;
import dev.refgate.internal.yaml.YamlDocumentReader;
import dev.refgate.repository.WorkflowFolder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Workflows of the hosted product that Refgate takes the place of: there and back. Needs no repository. */
public final class HostedWorkflows {
    private HostedWorkflows() {}

    /**
     * A workflow.yml that was made of a configuration.
     *
     * @param id what the configuration's key makes, if that can be an id
     * @param text canonical YAML
     * @param remarks what was not carried over, and what is left to do
     */
    public record Imported(Optional<String> id, String text, List<Remark> remarks) {
        public Imported {
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * A configuration that was made of a workflow.
     *
     * @param config plain values
     * @param text canonical YAML, with the key
     * @param remarks what was not carried over
     */
    public record Exported(Map<String, @Nullable Object> config, String text, List<Remark> remarks) {
        public Exported {
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * Reads a configuration's file.
     *
     * @param file the name that messages give
     * @param content YAML or JSON
     * @throws dev.refgate.error.RefgateException when it is neither, or no configuration
     */
    public static Imported read(String file, byte[] content) {
        return of(values(file, content));
    }

    /**
     * Takes a configuration.
     *
     * @param config plain values
     * @throws dev.refgate.error.InvalidArgumentException when it is something else
     */
    public static Imported of(@Nullable Object config) {
        ImportedWorkflow made = HostedImport.of(HostedConfig.of(config));
        return new Imported(made.id(), yaml(made.workflow()), made.remarks());
    }

    /**
     * Makes a configuration of a workflow.yml, which need not be valid.
     *
     * @param key the workflow's name there
     * @throws dev.refgate.error.RefgateException when it is no workflow.yml at all
     */
    public static Exported export(String key, byte[] workflow) {
        ExportedWorkflow made = HostedExport.of(values(WorkflowFolder.WORKFLOW_FILE, workflow));
        Map<String, @Nullable Object> file = new LinkedHashMap<>();
        file.put("workflow_key", key);
        file.put("workflow_config", made.config());
        return new Exported(made.config(), yaml(file), made.remarks());
    }

    private static @Nullable Object values(String file, byte[] content) {
        Problems problems = new Problems();
        Optional<Node> root = new YamlDocumentReader().read(file, content, problems);
        problems.throwIfAny();
        return root.map(Node::value).orElse(null);
    }

    private static String yaml(Map<String, @Nullable Object> values) {
        return new CanonicalYaml().write(ValueNodes.of(values, Location.ofFile(WorkflowFolder.WORKFLOW_FILE)));
    }
}
