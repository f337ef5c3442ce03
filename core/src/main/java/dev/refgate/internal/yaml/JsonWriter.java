package dev.refgate.internal.yaml;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.refgate.error.InvalidArgumentException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plain values as JSON tokens. */
final class JsonWriter {

    private JsonWriter() {}

    static void write(JsonGenerator generator, @Nullable Object value) throws IOException {
        if (value == null) {
            generator.writeNull();
        } else if (value instanceof String text) {
            generator.writeString(text);
        } else if (value instanceof Boolean truth) {
            generator.writeBoolean(truth);
        } else if (value instanceof Number number) {
            writeNumber(generator, number);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(generator, map);
        } else if (value instanceof Collection<?> items) {
            generator.writeStartArray();
            for (Object item : items) {
                write(generator, item);
            }
            generator.writeEndArray();
        } else {
            throw new InvalidArgumentException("a value of " + value.getClass()
                    + " (expected what JSON knows: text, number, truth value, list, mapping)");
        }
    }

    private static void writeMap(JsonGenerator generator, Map<?, ?> map) throws IOException {
        generator.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String key)) {
                throw new InvalidArgumentException("a mapping with the key " + entry.getKey() + " (expected a text)");
            }
            generator.writeFieldName(key);
            write(generator, entry.getValue());
        }
        generator.writeEndObject();
    }

    private static void writeNumber(JsonGenerator generator, Number number) throws IOException {
        if (number instanceof Double || number instanceof Float) {
            double decimal = number.doubleValue();
            if (!Double.isFinite(decimal)) {
                throw new InvalidArgumentException("the number " + decimal + " (expected one that JSON can hold)");
            }
            generator.writeNumber(decimal);
        } else if (number instanceof BigInteger large) {
            generator.writeNumber(large);
        } else if (number instanceof BigDecimal large) {
            generator.writeNumber(large);
        } else {
            generator.writeNumber(number.longValue());
        }
    }
}
