package dev.refgate.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@link LineMask} and {@link CredentialNames} have to come to, found by regular expressions alone. Where the value
 * of a name ends, {@link AssignedValue} tells both.
 */
final class SlowMask {
    private static final String M = Matcher.quoteReplacement(Mask.MASKED);
    private static final Pattern TOKENS = Pattern.compile(
            "\\b(?:gh[opsu]_\\w{16,}+|github_pat_\\w{16,}+|sk-[\\w-]{16,}+|xox[abeprs]-[\\w-]{10,}+|AKIA[0-9A-Z]{16}"
                    + "|eyJ[\\w-]{8,}+\\.[\\w-]{8,}+\\.[\\w-]*+)");
    private static final Pattern BEARER = Pattern.compile("\\b([Bb]earer\\s++)(?=\\S*[0-9._=/-])[\\w.~+/=-]{6,}+");
    private static final Pattern USER_INFO = Pattern.compile("(://[^/\\s:@\"']*+:)[^/\\s@\"']++@");
    private static final Pattern QUERY = Pattern.compile("([?&])([\\w-]++)=([^&\\s\"'#]++)");
    private static final Pattern ASSIGNMENT = Pattern.compile("(?<![\\w.-])([\\w.-]++)[\"']?\\]?\\s*+[:=]");
    private static final Pattern LINE_START =
            Pattern.compile("(\\s*+(?:-\\s++)*+)[\"']?([\\w.-]++)[\"']?\\s*+[:=]\\s*+(.*+)", Pattern.DOTALL);
    private static final Pattern BLOCK_START = Pattern.compile("[|>][-+0-9]{0,2}+\\s*+(?:#.*+)?+");
    private static final Pattern KEY_BEGIN = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----");
    private static final Pattern KEY_END = Pattern.compile("-----END [A-Z ]*PRIVATE KEY-----");

    private static final Pattern WORD_BORDER =
            Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private static final Set<String> ANYWHERE =
            Set.of("password", "passwd", "passphrase", "secret", "secrets", "authorization");
    private static final Set<String> LAST =
            Set.of("pwd", "token", "cookie", "cookies", "bearer", "credential", "credentials");
    private static final List<String> ENDINGS =
            List.of("apikey", "privatekey", "secretkey", "accesskey", "signingkey", "encryptionkey");

    private SlowMask() {}

    static boolean isCredential(String name) {
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

    /** Masks what is recognizably a secret by itself, or is quoted beside a name that says so. Works across lines. */
    static String literals(String text) {
        String masked = text;
        if (mayAssign(text)) {
            masked = USER_INFO.matcher(masked).replaceAll("$1" + M + "@");
            masked = QUERY.matcher(masked)
                    .replaceAll(match -> Matcher.quoteReplacement(
                            isCredential(match.group(2)) && Mask.hides(match.group(3))
                                    ? match.group(1) + match.group(2) + "=" + Mask.MASKED
                                    : match.group()));
            masked = values(masked, SlowMask::isCredential, false);
        }
        return BEARER.matcher(TOKENS.matcher(masked).replaceAll(M)).replaceAll("$1" + M);
    }

    private static boolean mayAssign(String text) {
        return text.indexOf(':') >= 0 || text.indexOf('=') >= 0;
    }

    /** {@link #literals} in each line, and the insides of private keys. */
    static List<String> literals(List<String> lines) {
        List<String> masked = new ArrayList<>(lines.size());
        boolean insideKey = false;
        for (String line : lines) {
            boolean ends = KEY_END.matcher(line).find();
            masked.add(insideKey && !ends ? AssignedValue.indentation(line) + Mask.MASKED : literals(line));
            insideKey = !ends && (insideKey || KEY_BEGIN.matcher(line).find());
        }
        return masked;
    }

    /**
     * The same, and everything after {@code name:} or {@code name=} where the name says that it is a secret, with the
     * lines that go on below it.
     *
     * @param names further names of secrets
     */
    static List<String> assignments(List<String> lines, Set<String> names) {
        Predicate<String> secret = name -> names.contains(name) || isCredential(name);
        List<String> masked = new ArrayList<>(lines.size());
        int secretColumn = -1;
        for (String line : literals(lines)) {
            int indent = AssignedValue.indentation(line).length();
            if (secretColumn >= 0 && (line.isBlank() || indent > secretColumn)) {
                masked.add(line.isBlank() ? line : AssignedValue.indentation(line) + Mask.MASKED);
                continue;
            }
            if (!mayAssign(line)) {
                secretColumn = -1;
                masked.add(line);
                continue;
            }
            Matcher start = LINE_START.matcher(line);
            boolean found = start.matches() && secret.test(start.group(2));
            secretColumn = found ? start.group(1).length() : -1;
            masked.add(found ? wholeValue(line, start) : values(line, secret, true));
        }
        return masked;
    }

    private static String wholeValue(String line, Matcher start) {
        String value = start.group(3);
        boolean shown = BLOCK_START.matcher(value).matches() || !AssignedValue.isHidden(value);
        return shown ? line : line.substring(0, start.start(3)) + Mask.MASKED;
    }

    /**
     * Masks the values that are assigned to secret names.
     *
     * @param unquoted whether values without quotes are masked, too: in YAML they are texts, in scripts expressions
     */
    private static String values(String text, Predicate<String> secret, boolean unquoted) {
        StringBuilder out = new StringBuilder(text.length());
        Matcher assignment = ASSIGNMENT.matcher(text);
        int copied = 0;
        while (assignment.find(copied)) {
            int start = AssignedValue.start(text, assignment.end());
            int end = secret.test(assignment.group(1)) ? AssignedValue.end(text, start, unquoted) : start;
            out.append(text, copied, start);
            out.append(AssignedValue.masked(text.substring(start, end)));
            copied = end;
        }
        return out.append(text, copied, text.length()).toString();
    }
}
