package dev.refgate.server.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a key: {@code rgk_}, a public part by which it is found, and 256 random bits. So much chance cannot be guessed,
 * which is why one round of SHA-256 is enough to store it; slow hashes are for what people think up.
 */
public final class KeyText {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern FORM = Pattern.compile("([a-z]{3})_([0-9a-f]{12})_[A-Za-z0-9_-]{43}");

    private KeyText() {}

    /** A new key of a caller. */
    static String next() {
        return next("rgk");
    }

    /**
     * A new one.
     *
     * @param kind three letters that it begins with
     */
    public static String next(String kind) {
        byte[] id = new byte[6];
        byte[] secret = new byte[32];
        RANDOM.nextBytes(id);
        RANDOM.nextBytes(secret);
        return kind + "_" + HexFormat.of().formatHex(id) + "_"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** The public part of a caller's key; empty for what is none. */
    static Optional<String> id(String key) {
        return id("rgk", key);
    }

    /** The public part; empty for what is not of this kind. */
    public static Optional<String> id(String kind, String key) {
        Matcher form = FORM.matcher(key);
        return form.matches() && form.group(1).equals(kind) ? Optional.of(form.group(2)) : Optional.empty();
    }

    /** What is stored of it. */
    public static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Compares in a time that does not tell how much is equal. */
    public static boolean isSame(String hash, String other) {
        return MessageDigest.isEqual(hash.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
