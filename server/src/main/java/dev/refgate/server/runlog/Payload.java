package dev.refgate.server.runlog;

import dev.refgate.server.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
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

    static Payload of(@Nullable Object value) {
        byte[] utf8 = Json.bytes(generator -> Json.writeValue(generator, value)).toByteArray();
        if (utf8.length <= MOST) {
            return new Payload(new String(utf8, StandardCharsets.UTF_8), value, false);
        }
        Map<String, Object> instead = instead(utf8);
        return new Payload(Json.write(instead), instead, true);
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
