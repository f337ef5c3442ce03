package dev.refgate.internal.git;

import dev.refgate.remote.Remote;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a remote said, fit to be shown: one line, no control characters, not endless, no secrets. */
final class RemoteWords {
    static final int LONGEST = 1_000;

    private static final Pattern ESCAPES = Pattern.compile("\\x1b\\[[0-9;?]*[ -/]*[@-~]");
    private static final Pattern UNSHOWN = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]+");
    private static final Pattern USER_INFO = Pattern.compile("(?i)([a-z][a-z0-9+.-]*://)[^/@\\s]+@");

    private RemoteWords() {}

    static List<String> secrets(Remote remote) {
        List<String> secrets = new ArrayList<>();
        remote.credentials().token().ifPresent(secrets::add);
        remote.credentials().sshPassphrase().ifPresent(secrets::add);
        remote.location().password().ifPresent(secrets::add);
        return secrets;
    }

    static String of(Throwable thrown, List<String> secrets) {
        String message = thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
        return of(message, secrets);
    }

    /** Lines of the remote, joined by semicolons. */
    static String of(String text, List<String> secrets) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, "***");
        }
        masked = USER_INFO.matcher(masked).replaceAll("$1***@");
        String joined = masked.lines()
                .map(line -> line(line, LONGEST))
                .filter(line -> !line.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
        return shortened(joined, LONGEST);
    }

    static String line(String text, int longest) {
        String plain = UNSHOWN.matcher(ESCAPES.matcher(text).replaceAll("")).replaceAll(" ");
        return shortened(plain.strip(), longest);
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }
}
