package dev.refgate.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns plain values into the nodes that the validator reads. */
final class JsonNodes {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonNodes() {}

    static JsonNode of(@Nullable Object value) {
        if (value instanceof String text) {
            return NODES.textNode(text);
        }
        if (value instanceof Map<?, ?> map) {
            return mapping(map);
        }
        if (value instanceof List<?> list) {
            return list(list);
        }
        if (value instanceof Boolean truth) {
            return NODES.booleanNode(truth);
        }
        return value instanceof Number number ? number(number) : NODES.nullNode();
    }

    private static JsonNode number(Number number) {
        if (number instanceof Long || number instanceof Integer) {
            return NODES.numberNode(number.longValue());
        }
        if (number instanceof BigInteger big) {
            return NODES.numberNode(big);
        }
        return number instanceof BigDecimal decimal
                ? NODES.numberNode(decimal)
                : NODES.numberNode(number.doubleValue());
    }

    private static JsonNode mapping(Map<?, ?> map) {
        ObjectNode node = NODES.objectNode();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            node.set(String.valueOf(entry.getKey()), of(entry.getValue()));
        }
        return node;
    }

    private static JsonNode list(List<?> list) {
        ArrayNode node = NODES.arrayNode(list.size());
        for (Object item : list) {
            node.add(of(item));
        }
        return node;
    }
}
