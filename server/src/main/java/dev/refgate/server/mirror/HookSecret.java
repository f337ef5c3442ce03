package dev.refgate.server.mirror;

import dev.refgate.error.InvalidArgumentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a forge and this server alone know, so that push hooks can be told from what anybody sends. Never shown. */
public final class HookSecret {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST = 16;
    private static final int PART = 1 << 14;

    private final byte[] secret;

    /**
     * @param text at least 16 characters
     * @throws InvalidArgumentException when it is shorter
     */
    public HookSecret(String text) {
        if (text.length() < SHORTEST) {
            throw new InvalidArgumentException("the secret of hooks is too short (expected at least " + SHORTEST
                    + " characters that nobody can guess)");
        }
        this.secret = text.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether somebody sent the secret itself. Takes as long for any text of its length. */
    public boolean isSame(String token) {
        return MessageDigest.isEqual(secret, token.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What a body's signature has to be, read to its end.
     *
     * @param limit how many bytes it may have
     * @throws TooLongException when it has more; the rest is not read
     */
    public byte[] signature(InputStream body, long limit) throws IOException {
        Mac mac = mac();
        byte[] part = new byte[PART];
        long count = 0;
        for (int read = body.read(part); read >= 0; read = body.read(part)) {
            count += read;
            if (count > limit) {
                throw new TooLongException();
            }
            mac.update(part, 0, read);
        }
        return mac.doFinal();
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** A body is longer than it may be. */
    public static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
