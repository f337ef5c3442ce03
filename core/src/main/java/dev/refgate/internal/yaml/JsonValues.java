package dev.refgate.internal.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.refgate.error.InvalidArgumentException;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Jackson's tokens as plain values. */
final class JsonValues {

    private JsonValues() {}

    /** The value that begins with the current token. */
    static @Nullable Object read(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> mapping(parser);
            case START_ARRAY -> list(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> whole(parser);
            case VALUE_NUMBER_FLOAT -> decimal(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw invalid(parser.currentTokenLocation(), "unexpected " + token);
        };
    }

    static InvalidArgumentException invalid(JsonLocation location, String message) {
        return new InvalidArgumentException(
                "JSON, line " + location.getLineNr() + ", column " + location.getColumnNr() + ": " + message);
    }

    private static Map<String, Object> mapping(JsonParser parser) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            parser.nextToken();
            values.put(key, read(parser));
        }
        return values;
    }

    private static List<Object> list(JsonParser parser) throws IOException {
        List<Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(read(parser));
        }
        return values;
    }

    private static Number whole(JsonParser parser) throws IOException {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            BigInteger large = parser.getBigIntegerValue();
            return large;
        }
        return parser.getLongValue();
    }

    private static Double decimal(JsonParser parser) throws IOException {
        double number = parser.getDoubleValue();
        if (Double.isInfinite(number) || Double.isNaN(number)) {
            throw invalid(parser.currentTokenLocation(), "the number is too large");
        }
        return number;
    }
}
