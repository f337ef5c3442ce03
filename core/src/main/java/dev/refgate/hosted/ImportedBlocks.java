package dev.refgate.hosted;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes blocks of the hosted product's blocks, but for what comes before them. */
final class ImportedBlocks {
    private static final Set<String> CARRIED = Set.of(
            "block_id",
            "block_archetype_id",
            "block_display_name",
            "block_inputs",
            "dependencies",
            "is_output",
            "block_is_output",
            "ignore_error");

    private final BlockNames names;
    private final Remarks remarks;

    ImportedBlocks(BlockNames names, Remarks remarks) {
        this.names = names;
        this.remarks = remarks;
    }

    Map<String, @Nullable Object> of(HostedBlock block) {
        Map<String, @Nullable Object> step = new LinkedHashMap<>();
        step.put("id", names.find(block.id()).orElseThrow());
        settings(block, step);
        block.displayName().ifPresent(name -> step.put("description", name));
        if (Boolean.TRUE.equals(block.values().get("ignore_error"))) {
            step.put("on_error", "continue");
        }
        remarks.leftOutIfAny(
                block.where(), block.values(), "where blocks stand in an editor is nobody's business here", "ui");
        remarks.lostIfAny(block.where(), block.values(), "settings are in the block's keys here", "block_config");
        remarks.leftOutIfAny(
                block.where(),
                block.values(),
                "the block's type says what goes in and out",
                "input_schema",
                "output_schema");
        remarks.leftOutIfAny(
                block.where(),
                block.values(),
                "triggers are declared in workflow.yml under triggers",
                "trigger_config");
        List<String> known = new ArrayList<>(CARRIED);
        known.addAll(List.of("ui", "block_config", "input_schema", "output_schema", "trigger_config"));
        remarks.lostBut(block.where(), block.values(), "not known", known);
        Map<String, @Nullable Object> rewritten = new LinkedHashMap<>();
        step.forEach((key, value) -> rewritten.put(key, names.rewrite(value)));
        return rewritten;
    }

    private void settings(HostedBlock block, Map<String, @Nullable Object> step) {
        String kind = block.kind();
        if (kind.equals(block.archetype())) {
            foreign(block, step);
            return;
        }
        if (!BlockForms.isPublished(kind)) {
            remarks.check(
                    block.where(),
                    block.archetype() + " has become " + typeOf(kind)
                            + "; its keys are not published, so they were guessed");
        }
        switch (kind) {
            case BlockForms.LLM -> LlmBlocks.read(block, step, remarks);
            case BlockForms.CONDITIONAL -> conditional(block, step);
            default -> same(block, step, kind);
        }
    }

    private static String typeOf(String kind) {
        return kind.equals(BlockForms.CONDITIONAL) ? "condition" : kind;
    }

    /** As it is, so that nothing is lost, and {@code validate} names the place where something is to be written. */
    private void foreign(HostedBlock block, Map<String, @Nullable Object> step) {
        if (block.archetype().startsWith(BlockForms.OWN_PREFIX)) {
            step.putAll(block.inputs());
            step.put("type", block.archetype().substring(BlockForms.OWN_PREFIX.length()));
            return;
        }
        step.put("type", block.archetype());
        step.put("block_inputs", block.inputs());
        remarks.toDo(block.where(), block.archetype() + " has no type here: write it anew, or take it out");
    }

    private void conditional(HostedBlock block, Map<String, @Nullable Object> step) {
        step.put("type", "condition");
        Map<String, @Nullable Object> then = new LinkedHashMap<>();
        then.put("id", BlockForms.THEN);
        then.put("if", block.inputs().get("condition"));
        step.put("branches", List.of(then, Map.of("id", BlockForms.ELSE)));
        remarks.lostBut(
                block.where(), block.inputs(), "not known", List.of("condition", "block_on_true", "block_on_false"));
    }

    private void same(HostedBlock block, Map<String, @Nullable Object> step, String kind) {
        step.put("type", kind);
        Map<String, String> same = BlockForms.SAME.getOrDefault(kind, Map.of());
        List<String> known = new ArrayList<>(same.keySet());
        block.inputs().forEach((key, value) -> {
            if (same.containsKey(key)) {
                step.put(same.getOrDefault(key, key), value);
            }
        });
        if (kind.equals("http")) {
            HttpBlocks.read(block, step, remarks);
            known.addAll(List.of("headers", "body"));
        }
        remarks.lostBut(block.where(), block.inputs(), kind + " has no such key", known);
    }
}
