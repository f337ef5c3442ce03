package dev.refgate.internal.yaml;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import dev.refgate.document.JsonFormat;
import dev.refgate.error.InvalidArgumentException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** JSON by Jackson. */
public final class Json implements JsonFormat {
    private static final int DEEPEST = 200;
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .configure(JsonFactory.Feature.CHARSET_DETECTION, false)
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

    @Override
    public @Nullable Object read(byte[] content) {
        requireUtf8(content);
        try (JsonParser parser = FACTORY.createParser(content)) {
            return parse(parser);
        } catch (IOException e) {
            throw invalid(e);
        }
    }

    /** The parser looks at the form of multi-byte characters only in part. */
    private static void requireUtf8(byte[] content) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
        } catch (CharacterCodingException e) {
            throw new InvalidArgumentException("JSON: not UTF-8", e);
        }
    }

    @Override
    public String write(@Nullable Object value) {
        StringWriter out = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(out)) {
            JsonWriter.write(generator, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    @Override
    public String writeIndented(@Nullable Object value) {
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
