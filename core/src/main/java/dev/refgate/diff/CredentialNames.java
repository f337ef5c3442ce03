package dev.refgate.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells from its name whether a key's value is probably a secret. */
final class CredentialNames {
    private static final Set<String> ANYWHERE =
            Set.of("password", "passwd", "passphrase", "secret", "secrets", "authorization");
    private static final Set<String> LAST =
            Set.of("pwd", "token", "cookie", "cookies", "bearer", "credential", "credentials");
    private static final List<String> ENDINGS =
            List.of("apikey", "privatekey", "secretkey", "accesskey", "signingkey", "encryptionkey");

    private CredentialNames() {}

    /** {@code Authorization}, {@code x-api-key}, {@code accessToken}; but not {@code max_tokens} or {@code key}. */
    static boolean matches(String name) {
        List<String> words = words(name);
        if (words.isEmpty()) {
            return false;
        }
        String joined = String.join("", words);
        return LAST.contains(words.get(words.size() - 1))
                || words.stream().anyMatch(ANYWHERE::contains)
                || ENDINGS.stream().anyMatch(joined::endsWith);
    }

    /** The words in lower case. Every key of every document that is shown is asked for them: hence no regular expression. */
    private static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= name.length(); i++) {
            boolean gap = i == name.length() || !isOfWord(name.charAt(i));
            if (i > start && (gap || isBorder(name, i))) {
                words.add(name.substring(start, i).toLowerCase(Locale.ROOT));
                start = i;
            }
            start = gap ? i + 1 : start;
        }
        return words;
    }

    /** Between {@code x} and {@code K} in {@code xKey}, and between {@code I} and {@code K} in {@code APIKey}. */
    private static boolean isBorder(String name, int at) {
        if (!isUpper(name.charAt(at))) {
            return false;
        }
        return !isUpper(name.charAt(at - 1)) || (at + 1 < name.length() && isLower(name.charAt(at + 1)));
    }

    private static boolean isOfWord(char each) {
        return isLower(each) || isUpper(each) || (each >= '0' && each <= '9');
    }

    private static boolean isLower(char each) {
        return each >= 'a' && each <= 'z';
    }

    private static boolean isUpper(char each) {
        return each >= 'A' && each <= 'Z';
    }
}
