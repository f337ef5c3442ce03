package dev.refgate.server.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How senders prove that they know a secret: by an HMAC-SHA256 over the bytes that they send. */
public enum Signing {
    /** The token in the address is enough. */
    NONE,
    /** {@code X-Hub-Signature-256: sha256=<hex>}. */
    GITHUB,
    /** {@code Stripe-Signature: t=<seconds>,v1=<hex>}, over the time and the body. */
    STRIPE,
    /** {@code X-Signature: <hex>}, with or without {@code sha256=} before it. */
    PLAIN;

    /** How old, or how far ahead, a signed time may be. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String PREFIX = "sha256=";

    public static Signing of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** As commands and the database write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a delivery is signed with this secret. Comparing takes the same time whatever is equal. */
    public boolean isRight(Delivery delivery, String secret, Instant now) {
        return switch (this) {
            case NONE -> true;
            case GITHUB ->
                isSame(hmac(secret, new byte[0], delivery.body()), delivery.header("x-hub-signature-256"), PREFIX);
            case PLAIN -> {
                String sent = delivery.header("x-signature");
                yield isSame(hmac(secret, new byte[0], delivery.body()), sent, sent.startsWith(PREFIX) ? PREFIX : "");
            }
            case STRIPE -> isStripes(delivery, secret, now);
        };
    }

    private static boolean isStripes(Delivery delivery, String secret, Instant now) {
        String time = "";
        List<String> signatures = new ArrayList<>();
        for (String part : delivery.header("stripe-signature").split(",", 20)) {
            String[] pair = part.strip().split("=", 2);
            if (pair.length == 2 && pair[0].equals("t")) {
                time = pair[1];
            } else if (pair.length == 2 && pair[0].equals("v1")) {
                signatures.add(pair[1]);
            }
        }
        if (!time.matches("[0-9]{1,12}")
                || Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), now)
                                .abs()
                                .compareTo(TOLERANCE)
                        > 0) {
            return false;
        }
        byte[] expected = hmac(secret, (time + ".").getBytes(StandardCharsets.US_ASCII), delivery.body());
        boolean found = false;
        for (String signature : signatures) {
            found |= isSame(expected, signature, "");
        }
        return found;
    }

    private static byte[] hmac(String secret, byte[] before, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(before);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }

    private static boolean isSame(byte[] expected, String sent, String prefix) {
        String wanted = prefix + HexFormat.of().formatHex(expected);
        return MessageDigest.isEqual(
                wanted.getBytes(StandardCharsets.US_ASCII),
                sent.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    }
}
