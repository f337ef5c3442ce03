package dev.refgate.run;

import dev.refgate.document.JsonFormat;
import dev.refgate.error.InvalidArgumentException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The body of an answer as a value: JSON where the content type says so, else text. */
final class AnswerBody {
    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset=\"?([^\";\\s]+)");

    /** The longest text of somebody else's that a message shows. */
    static final int LONGEST_EXCERPT = 300;

    private AnswerBody() {}

    /**
     * Reads it to its end.
     *
     * @return null for an empty body
     * @throws BlockException when it is not what its content type says
     */
    static @Nullable Object read(HttpAnswer answer, JsonFormat json) throws IOException {
        byte[] content = answer.body().readAllBytes();
        if (content.length == 0) {
            return null;
        }
        String type = answer.header("content-type").orElse("");
        return isJson(type) ? json(content, answer, json) : text(content, answer, type);
    }

    /** Whether a content type is JSON: {@code application/json} or {@code …+json}. */
    static boolean isJson(String contentType) {
        String type = mediaType(contentType);
        return type.equals("application/json") || type.endsWith("+json");
    }

    static String mediaType(String contentType) {
        int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /**
     * What an answer that was not expected says, for a message; empty when it is long: a part could show a part of a secret,
     * which nobody would recognize and mask.
     *
     * @param secrets what was sent and must not come back in a message
     */
    static Optional<String> excerpt(HttpAnswer answer, Secrets secrets) throws IOException {
        byte[] content = answer.body().readNBytes(LONGEST_EXCERPT + 1);
        String text = new String(content, StandardCharsets.UTF_8)
                .replaceAll("[\\s\\p{Cntrl}]+", " ")
                .strip();
        return content.length > LONGEST_EXCERPT || text.isEmpty() ? Optional.empty() : Optional.of(secrets.mask(text));
    }

    /**
     * Reads JSON.
     *
     * @throws BlockException when it is none
     */
    static @Nullable Object json(byte[] content, HttpAnswer answer, JsonFormat json) {
        try {
            return JsonValues.immutableCopy(json.read(content));
        } catch (InvalidArgumentException e) {
            throw unusable(answer.origin() + " answered with what is no valid JSON, though its content type says so");
        }
    }

    private static String text(byte[] content, HttpAnswer answer, String type) {
        Charset charset = charset(type);
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException e) {
            throw unusable(answer.origin() + " answered with what is no text in " + charset + " (content type "
                    + (type.isEmpty() ? "not given" : mediaType(type)) + "; expected JSON or text)");
        }
    }

    private static Charset charset(String type) {
        Matcher matcher = CHARSET.matcher(type);
        try {
            return matcher.find() ? Charset.forName(matcher.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }

    static BlockException unusable(String message) {
        return new BlockException(message, false, BlockException.ANSWER, Optional.empty());
    }
}
