package dev.refgate.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A mapping with known keys.
 *
 * @param what names the thing in messages, such as {@code a block of type text}
 * @param keys in the order in which people write them
 */
public record ObjectShape(String what, List<Key> keys) implements Shape {

    private static final int LONG_LIST = 20;

    public ObjectShape {
        keys = List.copyOf(keys);
    }

    /** The same thing with more keys after its own. */
    public ObjectShape with(List<Key> more) {
        List<Key> all = new ArrayList<>(keys);
        all.addAll(more);
        return new ObjectShape(what, all);
    }

    public List<String> keyNames() {
        return keys.stream().map(Key::name).toList();
    }

    @Override
    public void check(Node node, Problems problems) {
        if (!(node instanceof MappingNode mapping)) {
            problems.add(node.location(), "expected " + expected() + ", found " + node.described());
            return;
        }
        for (MappingNode.Entry entry : mapping.entries()) {
            Optional<Key> known =
                    keys.stream().filter(key -> key.name().equals(entry.key())).findFirst();
            if (known.isPresent()) {
                known.get().shape().check(entry.value(), problems);
            } else {
                problems.add(entry.keyLocation(), unknown(entry.key()));
            }
        }
        for (Key key : keys) {
            if (key.required() && mapping.find(key.name()).isEmpty()) {
                problems.add(
                        node.location(),
                        what + " needs the key \"" + key.name() + "\" ("
                                + key.shape().expected() + ")");
            }
        }
    }

    private String unknown(String key) {
        String merge = key.equals("<<") ? "; merge keys are not supported: write the keys out" : "";
        String hint = Nearest.hint(key, keyNames());
        boolean hintSaysEnough = !hint.isEmpty() && keys.size() > LONG_LIST;
        String known = hintSaysEnough ? "" : " (expected one of: " + Shapes.quotedList(keyNames()) + ")";
        return "unknown key \"" + key + "\" in " + what + known + hint + merge;
    }

    @Override
    public boolean suits(Node node) {
        return node instanceof MappingNode;
    }

    @Override
    public Map<String, Object> jsonSchema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Key key : keys) {
            Map<String, Object> property = new LinkedHashMap<>(key.shape().jsonSchema());
            property.put("description", key.description());
            properties.put(key.name(), property);
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        List<String> required =
                keys.stream().filter(Key::required).map(Key::name).toList();
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    @Override
    public void define(Map<String, Map<String, Object>> definitions) {
        keys.forEach(key -> key.shape().define(definitions));
    }

    @Override
    public String expected() {
        return "a mapping (" + what + ")";
    }
}
