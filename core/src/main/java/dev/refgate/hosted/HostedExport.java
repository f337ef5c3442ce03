package dev.refgate.hosted;

import dev.refgate.error.InvalidArgumentException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a configuration of the hosted product of a workflow.yml. To be used once. */
public final class HostedExport {
    private final Map<String, @Nullable Object> workflow;
    private final Remarks remarks = new Remarks();

    private HostedExport(Map<String, @Nullable Object> workflow) {
        this.workflow = workflow;
    }

    /**
     * What a workflow is there.
     *
     * @param workflow the values of its workflow.yml, which need not be valid
     * @throws InvalidArgumentException when it has not the form of one
     */
    public static ExportedWorkflow of(@Nullable Object workflow) {
        return new HostedExport(HostedConfig.mapping(workflow, "workflow.yml")).config();
    }

    private ExportedWorkflow config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("workflow_schema_version", "1.0");
        HostedConfig.text(workflow, "name").ifPresent(name -> config.put("workflow_display_name", name));
        HostedConfig.text(workflow, "description").ifPresent(text -> config.put("workflow_description", text));
        List<Object> blocks = new ArrayList<>();
        Map<String, @Nullable Object> inputs =
                workflow.get("inputs") == null ? Map.of() : HostedConfig.mapping(workflow.get("inputs"), "inputs");
        if (!inputs.isEmpty()) {
            blocks.add(new ExportedInputs(remarks).of(inputs));
        }
        List<Map<String, @Nullable Object>> steps = HostedConfig.mappings(workflow, "blocks", "workflow.yml");
        blocks.addAll(new ExportedBlocks(steps, outputs(steps), !inputs.isEmpty(), remarks).all());
        config.put("blocks", blocks);
        remarks.lostIfAny(
                "workflow", workflow, "the hosted product declares triggers apart from workflows", "triggers");
        return new ExportedWorkflow(config, remarks.all());
    }

    /** Ids of the blocks whose outputs are the workflow's. */
    private List<String> outputs(List<Map<String, @Nullable Object>> steps) {
        List<String> outputs = new ArrayList<>();
        if (!(workflow.get("outputs") instanceof Map<?, ?> declared)) {
            return outputs;
        }
        declared.forEach((name, value) -> {
            boolean whole = value instanceof String text
                    && text.matches("\\{\\{\\s*" + Pattern.quote(String.valueOf(name))
                            + "\\s*\\.\\s*output(\\s*\\.\\s*(text|json))?\\s*}}");
            if (whole && steps.stream().anyMatch(step -> String.valueOf(name).equals(step.get("id")))) {
                outputs.add(String.valueOf(name));
            } else {
                remarks.lost(
                        "output " + name,
                        "there the outputs are those of whole blocks, under the blocks' ids (expected \"{{ " + name
                                + ".output }}\" of a block " + name + ")");
            }
        });
        return outputs;
    }
}
