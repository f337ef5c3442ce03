package dev.refgate.diff;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells from its name whether a key's value is probably a secret. */
final class CredentialNames {
    private static final Pattern WORD_BORDER =
            Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private static final Set<String> ANYWHERE =
            Set.of("password", "passwd", "passphrase", "secret", "secrets", "authorization");
    private static final Set<String> LAST =
            Set.of("pwd", "token", "cookie", "cookies", "bearer", "credential", "credentials");
    private static final List<String> ENDINGS =
            List.of("apikey", "privatekey", "secretkey", "accesskey", "signingkey", "encryptionkey");

    private CredentialNames() {}

    /** {@code Authorization}, {@code x-api-key}, {@code accessToken}; but not {@code max_tokens} or {@code key}. */
    static boolean matches(String name) {
        List<String> words = WORD_BORDER
                .splitAsStream(name)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.isEmpty()) {
            return false;
        }
        String joined = String.join("", words);
        return LAST.contains(words.get(words.size() - 1))
                || words.stream().anyMatch(ANYWHERE::contains)
                || ENDINGS.stream().anyMatch(joined::endsWith);
    }
}
