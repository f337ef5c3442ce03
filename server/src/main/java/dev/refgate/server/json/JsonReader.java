package dev.refgate.server.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one document from a parser into plain values. */
final class JsonReader {
    private final JsonParser parser;

    JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    @Nullable
    Object readDocument() throws IOException {
        if (parser.nextToken() == null) {
            throw new InvalidJsonException("not JSON: empty");
        }
        Object value = readValue();
        if (parser.nextToken() != null) {
            throw refusal("something follows the value");
        }
        return value;
    }

    private @Nullable Object readValue() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> readObject();
            case START_ARRAY -> readArray();
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> readInteger();
            case VALUE_NUMBER_FLOAT -> readDouble();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw refusal("unexpected " + parser.currentToken());
        };
    }

    private Map<String, @Nullable Object> readObject() throws IOException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            if (object.containsKey(key)) {
                throw refusal("the key " + key + " is there twice in one object");
            }
            parser.nextToken();
            object.put(key, readValue());
        }
        return object;
    }

    private List<@Nullable Object> readArray() throws IOException {
        List<@Nullable Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(readValue());
        }
        return array;
    }

    private Object readInteger() throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? parser.getBigIntegerValue()
                : (Object) parser.getLongValue();
    }

    private Double readDouble() throws IOException {
        double value = parser.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw refusal("a number is too large");
        }
        return value;
    }

    private InvalidJsonException refusal(String what) {
        var location = parser.currentLocation();
        return new InvalidJsonException(
                "not JSON: %s (line %d, column %d)".formatted(what, location.getLineNr(), location.getColumnNr()));
    }
}
