package dev.refgate.hosted;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the block that asks for the inputs. */
final class ExportedInputs {
    private final Remarks remarks;

    ExportedInputs(Remarks remarks) {
        this.remarks = remarks;
    }

    Map<String, @Nullable Object> of(Map<String, @Nullable Object> inputs) {
        List<Object> items = new ArrayList<>();
        inputs.forEach((key, value) -> items.add(item(key, HostedConfig.mapping(value, "inputs: " + key))));
        Map<String, @Nullable Object> block = new LinkedHashMap<>();
        block.put("block_id", "inputs");
        block.put("block_archetype_id", BlockForms.PREFIX + BlockForms.INPUT);
        block.put("block_display_name", "Inputs");
        block.put("block_inputs", Map.of("items", items));
        block.put("dependencies", List.of());
        return block;
    }

    private Map<String, @Nullable Object> item(String key, Map<String, @Nullable Object> declaration) {
        String where = "input " + key;
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        item.put("key", key);
        item.put("display_name", HostedConfig.text(declaration, "title").orElse(key));
        item.put("input_type", "long_text");
        if (Boolean.TRUE.equals(declaration.get("optional")) || declaration.containsKey("default")) {
            item.put("is_optional", true);
        }
        if (!"string".equals(declaration.get("type"))) {
            remarks.lost(where, "type: the hosted product's inputs that are known are texts");
        }
        remarks.lostBut(where, declaration, "inputs have no schema there", List.of("title", "type", "optional"));
        return item;
    }
}
