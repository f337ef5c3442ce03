package dev.refgate.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes nodes of plain values, for those who write documents that stand in no file yet. */
public final class ValueNodes {
    private ValueNodes() {}

    /**
     * @param value null, Boolean, a number, String, List or Map with text keys
     * @param place where all of it is said to stand
     */
    public static Node of(@Nullable Object value, Location place) {
        if (value instanceof Map<?, ?> map) {
            List<MappingNode.Entry> entries = new ArrayList<>();
            map.forEach((key, item) -> entries.add(new MappingNode.Entry(String.valueOf(key), place, of(item, place))));
            return new MappingNode(place, entries);
        }
        if (value instanceof List<?> list) {
            return new SequenceNode(
                    place, list.stream().map(item -> of(item, place)).toList());
        }
        return new ScalarNode(place, value instanceof Integer number ? (Long) number.longValue() : value);
    }
}
