package dev.refgate.hosted;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the declaration of inputs of the blocks that ask for them. */
final class ImportedInputs {
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";

    private final Remarks remarks;

    ImportedInputs(Remarks remarks) {
        this.remarks = remarks;
    }

    Map<String, @Nullable Object> of(List<HostedBlock> blocks) {
        Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
        for (HostedBlock block : blocks) {
            if (block.kind().equals(BlockForms.INPUT)) {
                HostedConfig.mappings(block.inputs(), "items", block.where())
                        .forEach(item -> declare(block.where(), item, inputs));
                remarks.lostBut(block.where(), block.inputs(), "not known", List.of("items"));
            }
        }
        return inputs;
    }

    private void declare(String where, Map<String, @Nullable Object> item, Map<String, @Nullable Object> inputs) {
        String key = HostedConfig.text(item, "key").orElse("");
        if (!key.matches(NAME) || inputs.containsKey(key)) {
            remarks.lost(where, "input \"" + key + "\": its key (expected " + NAME + ", each once)");
            return;
        }
        Map<String, @Nullable Object> declaration = new LinkedHashMap<>();
        HostedConfig.text(item, "display_name")
                .filter(title -> !title.equals(key))
                .ifPresent(title -> declaration.put("title", title));
        String type = String.valueOf(item.getOrDefault("input_type", "long_text"));
        if (type.equals("long_text") || type.equals("short_text")) {
            declaration.put("type", "string");
            if (type.equals("short_text")) {
                remarks.leftOut(
                        where, "input " + key + ": short_text; a text has any length here (maxLength bounds it)");
            }
        } else {
            remarks.check(where, "input " + key + ": input_type " + type + " is not known; any value is taken");
        }
        if (Boolean.TRUE.equals(item.get("is_optional"))) {
            declaration.put("optional", true);
        }
        remarks.lostBut(
                where + ", input " + key,
                item,
                "not known",
                List.of("key", "display_name", "input_type", "is_optional"));
        inputs.put(key, declaration);
    }
}
