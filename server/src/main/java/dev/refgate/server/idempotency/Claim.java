package dev.refgate.server.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A run stands for all calls with one key. Neither the key nor what was sent with it can be read from this.
 *
 * @param id a digest of who called, the workflow and the key
 * @param digest one of what is to be run: the same key with another one is a mistake of the caller
 * @param runId the run
 */
public record Claim(String id, String digest, String runId) {

    /**
     * @param owner who calls; keys of different owners are different keys
     * @param workflow what is called; so are those of different workflows
     * @param key as the caller sent it
     * @param call all that has to be the same when the call is sent again
     */
    public static Claim of(String owner, String workflow, String key, String call, String runId) {
        return new Claim(digest(List.of(owner, workflow, key)), digest(List.of(call)), runId);
    }

    /** Of all the texts, and of where one ends and the next begins. */
    private static String digest(List<String> texts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String text : texts) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                sha256.update((utf8.length + ":").getBytes(StandardCharsets.US_ASCII));
                sha256.update(utf8);
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether {@code other} is the same call. */
    public boolean isForTheSameCallAs(Claim other) {
        return digest.equals(other.digest());
    }
}
