package dev.refgate.server.mirror;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a push hook says that it comes from the forge: by a signature over its body's bytes, or by the secret itself.
 *
 * @param header where it says so
 * @param value what it says
 */
public record HookProof(Header header, String value) {
    private static final String SHA_256 = "sha256=";

    /** The headers of forges, the strongest first: some send an old one, too. */
    public enum Header {
        /** GitHub, and Gitea beside its own. */
        HUB_256("X-Hub-Signature-256", SHA_256),
        /** Gitea and Forgejo. */
        GITEA("X-Gitea-Signature", ""),
        /** Bitbucket. GitHub's of this name is SHA-1, which does not count. */
        HUB("X-Hub-Signature", SHA_256),
        /** GitLab sends the secret itself. */
        GITLAB("X-Gitlab-Token", "");

        private final String word;
        private final String prefix;

        Header(String word, String prefix) {
            this.word = word;
            this.prefix = prefix;
        }

        /** The header's name. */
        public String word() {
            return word;
        }
    }

    /**
     * What a request brings.
     *
     * @param headers gives a header's value, or null
     */
    public static Optional<HookProof> of(Function<String, @Nullable String> headers) {
        for (Header header : Header.values()) {
            String value = headers.apply(header.word);
            if (value != null && value.startsWith(header.prefix)) {
                return Optional.of(new HookProof(header, value.substring(header.prefix.length())));
            }
        }
        return Optional.empty();
    }

    /**
     * Whether it is right.
     *
     * @param signature of the body, by {@link HookSecret#signature}
     */
    public boolean isRight(HookSecret secret, byte[] signature) {
        if (header == Header.GITLAB) {
            return secret.isSame(value);
        }
        try {
            return MessageDigest.isEqual(
                    signature, HexFormat.of().parseHex(value.strip().toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return header.word;
    }
}
