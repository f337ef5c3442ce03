package dev.refgate.document;

import java.util.ArrayList;
import java.util.List;

/**
 * A list.
 *
 * @param location where it begins
 * @param items in the file's order
 */
public record SequenceNode(Location location, List<Node> items) implements Node {

    public SequenceNode {
        items = List.copyOf(items);
    }

    @Override
    public List<Object> value() {
        List<Object> values = new ArrayList<>(items.size());
        items.forEach(item -> values.add(item.value()));
        return values;
    }

    @Override
    public String described() {
        return "a list";
    }
}
