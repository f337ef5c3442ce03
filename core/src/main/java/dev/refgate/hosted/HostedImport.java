package dev.refgate.hosted;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.repository.WorkflowId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a workflow of the hosted product's configuration. To be used once. */
public final class HostedImport {
    private static final String VERSION = "1.0";

    /** Twice what a workflow may have; what is done with blocks looks at each beside each. */
    private static final int MOST_BLOCKS = 1_000;

    private static final Set<String> CARRIED = Set.of(
            "workflow_display_name",
            "workflow_description",
            "workflow_schema_version",
            "blocks",
            "tags",
            "notes",
            "placeholders",
            "workflow_img_url",
            "is_tool");

    private final HostedConfig config;
    private final Remarks remarks = new Remarks();
    private final BlockNames names = new BlockNames();
    private final List<HostedBlock> blocks = new ArrayList<>();

    private HostedImport(HostedConfig config) {
        this.config = config;
    }

    /**
     * What becomes of a configuration.
     *
     * @throws InvalidArgumentException when it has not the form of one
     */
    public static ImportedWorkflow of(HostedConfig config) {
        return new HostedImport(config).workflow();
    }

    private ImportedWorkflow workflow() {
        requireFew();
        config.blocks().forEach(this::name);
        Map<String, @Nullable Object> workflow = new LinkedHashMap<>();
        workflow.put("version", 1L);
        HostedConfig.text(config.values(), "workflow_display_name").ifPresent(name -> workflow.put("name", name));
        HostedConfig.text(config.values(), "workflow_description")
                .ifPresent(description -> workflow.put("description", description));
        Map<String, @Nullable Object> inputs = new ImportedInputs(remarks).of(blocks);
        if (!inputs.isEmpty()) {
            workflow.put("inputs", inputs);
        }
        List<Object> steps = steps();
        workflow.put("blocks", steps);
        Map<String, Object> outputs = outputs();
        if (!outputs.isEmpty()) {
            workflow.put("outputs", outputs);
        }
        remarkConfig(steps.isEmpty());
        return new ImportedWorkflow(id(), workflow, remarks.all());
    }

    private void requireFew() {
        int count = config.blocks().size();
        if (count > MOST_BLOCKS) {
            throw new InvalidArgumentException("blocks: " + count + " (expected at most " + MOST_BLOCKS + ")");
        }
    }

    private void name(Map<String, @Nullable Object> values) {
        HostedBlock block = HostedBlock.of(values, blocks.size());
        if (names.find(block.id()).isPresent()) {
            throw new InvalidArgumentException("block_id: " + block.id() + " twice (expected each once)");
        }
        blocks.add(block);
        if (block.kind().equals(BlockForms.INPUT)) {
            names.put(block.id(), "inputs");
            return;
        }
        String id = names.add(block.id());
        if (!id.equals(block.id())) {
            remarks.check(block.where(), "it is called " + id + " here, and templates that named it say so");
        }
        if (block.kind().equals(BlockForms.LLM)) {
            names.path(block.id(), path -> LlmBlocks.imported(path, block));
        }
    }

    private List<Object> steps() {
        ImportedEdges edges = new ImportedEdges(blocks, names, remarks);
        ImportedBlocks made = new ImportedBlocks(names, remarks);
        List<Object> steps = new ArrayList<>();
        for (HostedBlock block : blocks) {
            if (!block.kind().equals(BlockForms.INPUT)) {
                Map<String, @Nullable Object> step = made.of(block);
                step.put("needs", edges.into(block));
                steps.add(step);
            }
        }
        return steps;
    }

    private Map<String, Object> outputs() {
        Map<String, Object> outputs = new LinkedHashMap<>();
        for (HostedBlock block : blocks) {
            if (block.isOutput() && !block.kind().equals(BlockForms.INPUT)) {
                String id = names.find(block.id()).orElseThrow();
                String path = block.kind().equals(BlockForms.LLM) ? LlmBlocks.imported(".output", block) : ".output";
                outputs.put(id, "{{ " + id + path + " }}");
            }
        }
        return outputs;
    }

    private void remarkConfig(boolean isEmpty) {
        Map<String, @Nullable Object> values = config.values();
        String version = String.valueOf(values.getOrDefault("workflow_schema_version", VERSION));
        if (!version.equals(VERSION)) {
            remarks.check("workflow", "workflow_schema_version is " + version + " (known is " + VERSION + ")");
        }
        String place = "workflow";
        remarks.leftOutIfAny(place, values, "Refgate does not show pictures of workflows", "workflow_img_url");
        remarks.leftOutIfAny(
                place, values, "the editor's notes have no place in workflow.yml", "notes", "placeholders");
        remarks.leftOutIfAny(place, values, "workflows have no tags here", "tags");
        remarks.leftOutIfAny(place, values, "a workflow is a tool for whoever calls it", "is_tool");
        remarks.lostBut(place, values, "not known", CARRIED);
        if (isEmpty) {
            remarks.toDo(place, "it has no blocks (expected at least one)");
        }
    }

    private Optional<String> id() {
        return config.key()
                .or(() -> HostedConfig.text(config.values(), "workflow_display_name"))
                .map(name -> name.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9_-]+", "-")
                        .replaceAll("^[-_]+|-+$", ""))
                .map(name -> name.substring(0, Math.min(100, name.length())))
                .filter(WorkflowId::isValid);
    }
}
