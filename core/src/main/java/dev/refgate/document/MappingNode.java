package dev.refgate.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A mapping with text keys, each at most once (a document with a duplicate key is refused when it is read).
 *
 * @param location where it begins
 * @param entries in the file's order
 */
public record MappingNode(Location location, List<Entry> entries) implements Node {

    public MappingNode {
        entries = List.copyOf(entries);
    }

    /** A key with its place, and its value. */
    public record Entry(String key, Location keyLocation, Node value) {}

    public Optional<Node> find(String key) {
        for (Entry entry : entries) {
            if (entry.key().equals(key)) {
                return Optional.of(entry.value());
            }
        }
        return Optional.empty();
    }

    @Override
    public Map<String, Object> value() {
        Map<String, Object> values = new LinkedHashMap<>();
        entries.forEach(entry -> values.put(entry.key(), entry.value().value()));
        return values;
    }

    @Override
    public String described() {
        return "a mapping";
    }
}
