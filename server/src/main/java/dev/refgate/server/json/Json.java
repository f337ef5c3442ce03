package dev.refgate.server.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes JSON. Reading is strict: UTF-8 alone, one value and nothing after it, no key twice in an object, no
 * number beyond what a double holds, at most {@value #DEPTH} levels deep. Whole numbers stay whole, of any size up to
 * 1,000 digits.
 */
public final class Json {
    private static final int DEPTH = 200;
    private static final JsonFactory FACTORY = factory();

    private Json() {}

    private static JsonFactory factory() {
        return new JsonFactoryBuilder()
                .configure(JsonFactory.Feature.CHARSET_DETECTION, false)
                .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
                .build();
    }

    /**
     * The value that {@code utf8} spells.
     *
     * @throws InvalidJsonException when it is not one JSON value
     */
    public static @Nullable Object read(byte[] utf8) {
        requireUtf8(utf8);
        try (var parser = FACTORY.createParser(utf8)) {
            return new JsonReader(parser).readDocument();
        } catch (JsonProcessingException e) {
            throw new InvalidJsonException("not JSON: " + e.getOriginalMessage() + at(e), e);
        } catch (IOException e) {
            throw new UncheckedIOException("no file and no network is involved here", e);
        }
    }

    /** The same, of a text. */
    public static @Nullable Object parse(String json) {
        return read(json.getBytes(StandardCharsets.UTF_8));
    }

    /** The value as one line of JSON text. */
    public static String write(@Nullable Object value) {
        return bytes(generator -> writeValue(generator, value)).toString(StandardCharsets.UTF_8);
    }

    /** The value as JSON text for people: indented, one key on each line. */
    public static String writeIndented(@Nullable Object value) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(indenter);
        printer.indentObjectsWith(indenter);
        return bytes(generator -> {
                    generator.setPrettyPrinter(printer);
                    writeValue(generator, value);
                })
                .toString(StandardCharsets.UTF_8);
    }

    /** What {@code body} writes, in UTF-8. */
    public static ByteArrayOutputStream bytes(Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try {
            write(bytes, body);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return bytes;
    }

    private static void write(OutputStream target, Body body) throws IOException {
        try (JsonGenerator generator = FACTORY.createGenerator(target)) {
            body.write(generator);
        }
    }

    /** Writes a plain value. JSON has no word for a number that is not finite: null stands for it, as in JavaScript. */
    public static void writeValue(JsonGenerator generator, @Nullable Object value) throws IOException {
        if (value instanceof String text) {
            generator.writeString(text);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(generator, map);
        } else if (value instanceof List<?> list) {
            writeList(generator, list);
        } else if (value instanceof Boolean truth) {
            generator.writeBoolean(truth);
        } else if (value instanceof Number number) {
            writeNumber(generator, number);
        } else if (value == null) {
            generator.writeNull();
        } else {
            throw new IllegalArgumentException(
                    value.getClass().getName() + " (expected null, Boolean, Number, String, List or Map)");
        }
    }

    /** Writes a key and its plain value. */
    public static void writeField(JsonGenerator generator, String key, @Nullable Object value) throws IOException {
        generator.writeFieldName(key);
        writeValue(generator, value);
    }

    private static void writeMap(JsonGenerator generator, Map<?, ?> map) throws IOException {
        generator.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            generator.writeFieldName(String.valueOf(entry.getKey()));
            writeValue(generator, entry.getValue());
        }
        generator.writeEndObject();
    }

    private static void writeList(JsonGenerator generator, List<?> list) throws IOException {
        generator.writeStartArray();
        for (Object element : list) {
            writeValue(generator, element);
        }
        generator.writeEndArray();
    }

    private static void writeNumber(JsonGenerator generator, Number number) throws IOException {
        if (number instanceof Long || number instanceof Integer) {
            generator.writeNumber(number.longValue());
        } else if (number instanceof java.math.BigInteger integer) {
            generator.writeNumber(integer);
        } else if (number instanceof java.math.BigDecimal decimal) {
            generator.writeNumber(decimal);
        } else if (Double.isFinite(number.doubleValue())) {
            generator.writeNumber(number.doubleValue());
        } else {
            generator.writeNull();
        }
    }

    /** The parser looks at the form of multi-byte characters only in part, so texts that have any are checked first. */
    private static void requireUtf8(byte[] utf8) {
        if (isAscii(utf8)) {
            return;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
        } catch (CharacterCodingException e) {
            throw new InvalidJsonException("not JSON: not UTF-8", e);
        }
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte value : bytes) {
            if (value < 0) {
                return false;
            }
        }
        return true;
    }

    private static String at(JsonProcessingException e) {
        var location = e.getLocation();
        return location == null ? "" : " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
    }

    /** Writes one JSON value. */
    @FunctionalInterface
    public interface Body {
        void write(JsonGenerator generator) throws IOException;
    }
}
