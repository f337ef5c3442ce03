package dev.refgate.server.runlog;

import dev.refgate.server.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value as it is stored.
 *
 * @param json the value, or, for one that is too large, how large it was and its digest
 * @param value the same, not as text
 * @param truncated whether it was too large
 */
record Payload(String json, @Nullable Object value, boolean truncated) {
    /** How many bytes of JSON one value may have. */
    static final int MOST = 256 << 10;

    /** Of what is neither a text, nor a list or object, nor a number of any length: a double with its sign and exponent. */
    private static final long LONGEST_WORD = 32;

    /** One that is escaped. */
    private static final long LONGEST_CHARACTER = 6;

    static Payload of(@Nullable Object value) {
        byte[] utf8 = Json.bytes(generator -> Json.writeValue(generator, value)).toByteArray();
        if (utf8.length <= MOST) {
            return new Payload(new String(utf8, StandardCharsets.UTF_8), value, false);
        }
        Map<String, Object> instead = instead(utf8);
        return new Payload(Json.write(instead), instead, true);
    }

    /** The value, or, when it is too large, what stands for it. */
    static @Nullable Object kept(@Nullable Object value) {
        return mostBytes(value) <= MOST ? value : of(value).value();
    }

    /** No JSON of the value is longer than so many bytes. */
    private static long mostBytes(@Nullable Object value) {
        if (value instanceof String text) {
            return 2 + LONGEST_CHARACTER * text.length();
        }
        long bytes = 2;
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                bytes += 2 + mostBytes(String.valueOf(entry.getKey())) + mostBytes(entry.getValue());
            }
            return bytes;
        }
        if (value instanceof List<?> list) {
            for (Object element : list) {
                bytes += 1 + mostBytes(element);
            }
            return bytes;
        }
        return value instanceof BigInteger || value instanceof BigDecimal ? MOST + 1L : LONGEST_WORD;
    }

    /** What stands for a value that is not kept: how large it was, and its digest. */
    static Map<String, Object> digest(@Nullable Object value) {
        return instead(
                Json.bytes(generator -> Json.writeValue(generator, value)).toByteArray());
    }

    private static Map<String, Object> instead(byte[] utf8) {
        Map<String, Object> instead = new LinkedHashMap<>();
        instead.put("truncated", true);
        instead.put("bytes", utf8.length);
        instead.put("sha256", HexFormat.of().formatHex(sha256(utf8)));
        return instead;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
