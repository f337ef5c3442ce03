package dev.refgate.hosted;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the hosted product's blocks of blocks. */
final class ExportedBlocks {
    private static final Set<String> OF_EVERY_BLOCK =
            Set.of("id", "type", "description", "needs", "if", "timeout", "retry", "on_error");
    private static final Set<String> MAPPED = Set.of("llm", "http", "continue_if", "stop_if", "reduce");

    private final List<Map<String, @Nullable Object>> steps;
    private final List<String> outputs;
    private final boolean hasInputs;
    private final Remarks remarks;
    private final BlockNames names = new BlockNames();

    /**
     * @param outputs ids of the blocks whose outputs are the workflow's
     */
    ExportedBlocks(
            List<Map<String, @Nullable Object>> steps, List<String> outputs, boolean hasInputs, Remarks remarks) {
        this.steps = steps;
        this.outputs = outputs;
        this.hasInputs = hasInputs;
        this.remarks = remarks;
        steps.stream()
                .filter(step -> "llm".equals(step.get("type")))
                .forEach(step -> names.path(id(step), LlmBlocks::exported));
    }

    private static String id(Map<String, @Nullable Object> step) {
        return String.valueOf(step.get("id"));
    }

    List<Object> all() {
        List<Object> blocks = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            blocks.add(block(steps.get(i), i == 0 ? null : id(steps.get(i - 1))));
        }
        return blocks;
    }

    private @Nullable Object block(Map<String, @Nullable Object> step, @Nullable String above) {
        String where = "block " + id(step);
        Map<String, @Nullable Object> block = new LinkedHashMap<>();
        block.put("block_id", step.get("id"));
        settings(step, where, block);
        block.put("block_display_name", step.getOrDefault("description", step.get("id")));
        block.put("dependencies", dependencies(step, above));
        if (outputs.contains(id(step))) {
            block.put("is_output", true);
        }
        if ("continue".equals(step.get("on_error"))) {
            block.put("ignore_error", true);
        } else if (!"fail".equals(step.getOrDefault("on_error", "fail"))) {
            remarks.lost(where, "on_error: an output in place of a failure");
        }
        remarks.lostIfAny(where, step, "the hosted product has no such setting", "if", "timeout", "retry");
        return names.rewrite(block);
    }

    private void settings(Map<String, @Nullable Object> step, String where, Map<String, @Nullable Object> block) {
        String type = String.valueOf(step.get("type"));
        if (step.get("block_inputs") instanceof Map<?, ?> kept) {
            block.put("block_archetype_id", type);
            block.put("block_inputs", kept);
        } else if (type.equals("condition") && isConditional(step)) {
            block.put("block_archetype_id", BlockForms.PREFIX + BlockForms.CONDITIONAL);
            block.put("block_inputs", conditional(step, where));
        } else if (MAPPED.contains(type)) {
            block.put("block_archetype_id", BlockForms.PREFIX + type);
            block.put("block_inputs", inputs(step, type, where));
        } else {
            block.put("block_archetype_id", BlockForms.OWN_PREFIX + type);
            Map<String, @Nullable Object> own = new LinkedHashMap<>(step);
            own.keySet().removeAll(OF_EVERY_BLOCK);
            block.put("block_inputs", own);
            remarks.toDo(where, "the hosted product has no block of type " + type + " that is known");
        }
    }

    private Map<String, @Nullable Object> inputs(Map<String, @Nullable Object> step, String type, String where) {
        if (type.equals("llm")) {
            return LlmBlocks.inputs(step, where, remarks);
        }
        if (type.equals("http")) {
            return HttpBlocks.inputs(step, where, remarks);
        }
        Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
        List<String> known = new ArrayList<>(OF_EVERY_BLOCK);
        Objects.requireNonNull(BlockForms.SAME.get(type)).forEach((there, here) -> {
            known.add(here);
            if (step.containsKey(here)) {
                inputs.put(there, step.get(here));
            }
        });
        remarks.lostBut(where, step, "the hosted product has no such setting", known);
        return inputs;
    }

    /** Two branches, of which the second is the else, with one block each at most. */
    private boolean isConditional(Map<String, @Nullable Object> step) {
        List<Map<String, @Nullable Object>> branches = HostedConfig.mappings(step, "branches", id(step));
        return branches.size() == 2
                && branches.get(0).containsKey("if")
                && !branches.get(1).containsKey("if")
                && branches.stream().allMatch(branch -> behind(step, branch).size() <= 1);
    }

    private List<Object> behind(Map<String, @Nullable Object> step, Map<String, @Nullable Object> branch) {
        String edge = id(step) + "." + branch.get("id");
        List<Object> behind = new ArrayList<>();
        for (Map<String, @Nullable Object> other : steps) {
            if (other.get("needs") instanceof List<?> needs && needs.contains(edge)) {
                behind.add(id(other));
            }
        }
        return behind;
    }

    private Map<String, @Nullable Object> conditional(Map<String, @Nullable Object> step, String where) {
        List<Map<String, @Nullable Object>> branches = HostedConfig.mappings(step, "branches", id(step));
        Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
        inputs.put("condition", branches.get(0).get("if"));
        String[] keys = {"block_on_true", "block_on_false"};
        for (int i = 0; i < keys.length; i++) {
            List<Object> behind = behind(step, branches.get(i));
            if (behind.isEmpty()) {
                remarks.check(where, keys[i] + ": nothing comes behind this branch");
            } else {
                inputs.put(keys[i], behind.get(0));
            }
        }
        return inputs;
    }

    private List<Object> dependencies(Map<String, @Nullable Object> step, @Nullable String above) {
        List<String> needs = new ArrayList<>();
        if (step.get("needs") instanceof List<?> written) {
            written.forEach(need -> needs.add(String.valueOf(need).replaceFirst("\\..*", "")));
        } else if (above != null) {
            needs.add(above);
        }
        if (needs.isEmpty() && hasInputs) {
            needs.add("inputs");
        }
        List<Object> dependencies = new ArrayList<>();
        needs.stream().distinct().forEach(need -> dependencies.add(Map.of("block_id", need)));
        return dependencies;
    }
}
