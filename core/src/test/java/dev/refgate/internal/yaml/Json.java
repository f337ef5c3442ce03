package dev.refgate.internal.yaml;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import dev.refgate.error.InvalidArgumentException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** JSON text to plain values (null, Boolean, Long, BigInteger, Double, String, List, Map) and back, strictly. */
public final class Json {
    private static final int DEEPEST = 200;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final Separators PRETTY = Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");

    private Json() {}

    /**
     * Reads one value.
     *
     * @param content UTF-8
     * @throws InvalidArgumentException when it is no JSON, has a key twice, a number that is no finite double, anything
     *     after the value, or more than 200 levels; says line and column
     */
    public static @Nullable Object parse(byte[] content) {
        try (JsonParser parser = FACTORY.createParser(content)) {
            return parse(parser);
        } catch (IOException e) {
            throw invalid(e);
        }
    }

    /** The same for a text. */
    public static @Nullable Object parse(String content) {
        try (JsonParser parser = FACTORY.createParser(content)) {
            return parse(parser);
        } catch (IOException e) {
            throw invalid(e);
        }
    }

    /**
     * Writes a plain value in one line.
     *
     * @throws InvalidArgumentException when there is something in it that JSON cannot hold
     */
    public static String write(@Nullable Object value) {
        StringWriter out = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(out)) {
            JsonWriter.write(generator, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    /** The same over many lines, indented by two spaces, every line ending with {@code \n}. */
    public static String writePretty(@Nullable Object value) {
        StringWriter out = new StringWriter();
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        try (JsonGenerator generator = FACTORY.createGenerator(out)) {
            generator.setPrettyPrinter(new DefaultPrettyPrinter()
                    .withObjectIndenter(indenter)
                    .withArrayIndenter(indenter)
                    .withSeparators(PRETTY));
            JsonWriter.write(generator, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.append('\n').toString();
    }

    private static @Nullable Object parse(JsonParser parser) throws IOException {
        if (parser.nextToken() == null) {
            throw new InvalidArgumentException("JSON: nothing there (expected a value)");
        }
        Object value = JsonValues.read(parser);
        if (parser.nextToken() != null) {
            throw JsonValues.invalid(parser.currentTokenLocation(), "expected nothing after the value");
        }
        return value;
    }

    private static InvalidArgumentException invalid(IOException cause) {
        if (cause instanceof JsonProcessingException exception) {
            JsonLocation location = exception.getLocation();
            return JsonValues.invalid(location == null ? JsonLocation.NA : location, exception.getOriginalMessage());
        }
        return new InvalidArgumentException("JSON: " + cause.getMessage(), cause);
    }
}
