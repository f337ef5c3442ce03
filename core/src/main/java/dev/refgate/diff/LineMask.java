package dev.refgate.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Masks secrets in lines of text that nobody has parsed: scripts, prompts, and YAML that cannot be read. */
final class LineMask {
    private static final String M = Matcher.quoteReplacement(Mask.MASKED);
    private static final Pattern TOKENS = Pattern.compile(
            "\\b(?:gh[opsu]_\\w{16,}+|github_pat_\\w{16,}+|sk-[\\w-]{16,}+|xox[abeprs]-[\\w-]{10,}+|AKIA[0-9A-Z]{16}"
                    + "|eyJ[\\w-]{8,}+\\.[\\w-]{8,}+\\.[\\w-]*+)");
    /** What a text has in it if {@link #TOKENS} finds anything there: looking for these takes far less time. */
    private static final List<String> TOKEN_STARTS = List.of("gh", "github_pat_", "sk-", "xox", "AKIA", "eyJ");

    private static final Pattern BEARER = Pattern.compile("\\b([Bb]earer\\s++)(?=\\S*[0-9._=/-])[\\w.~+/=-]{6,}+");
    private static final Pattern USER_INFO = Pattern.compile("(://[^/\\s:@\"']*+:)[^/\\s@\"']++@");
    private static final Pattern QUERY = Pattern.compile("([?&])([\\w-]++)=([^&\\s\"'#]++)");
    private static final Pattern LINE_START =
            Pattern.compile("(\\s*+(?:-\\s++)*+)[\"']?([\\w.-]++)[\"']?\\s*+[:=]\\s*+(.*+)", Pattern.DOTALL);
    private static final Pattern BLOCK_START = Pattern.compile("[|>][-+0-9]{0,2}+\\s*+(?:#.*+)?+");
    private static final String KEY_BORDER = "-----";
    private static final Pattern KEY_BEGIN = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----");
    private static final Pattern KEY_END = Pattern.compile("-----END [A-Z ]*PRIVATE KEY-----");

    private LineMask() {}

    /** Masks what is recognizably a secret by itself, or is quoted beside a name that says so. Works across lines. */
    static String literals(String text) {
        String masked = text;
        if (mayAssign(text)) {
            masked = values(queries(userInfo(masked)), CredentialNames::matches, false);
        }
        return bearers(tokens(masked));
    }

    private static String userInfo(String text) {
        return text.contains("://") ? USER_INFO.matcher(text).replaceAll("$1" + M + "@") : text;
    }

    private static String queries(String text) {
        if (text.indexOf('?') < 0 && text.indexOf('&') < 0) {
            return text;
        }
        return QUERY.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        CredentialNames.matches(match.group(2)) && Mask.hides(match.group(3))
                                ? match.group(1) + match.group(2) + "=" + Mask.MASKED
                                : match.group()));
    }

    private static String tokens(String text) {
        for (String start : TOKEN_STARTS) {
            if (text.contains(start)) {
                return TOKENS.matcher(text).replaceAll(M);
            }
        }
        return text;
    }

    private static String bearers(String text) {
        return text.contains("earer") ? BEARER.matcher(text).replaceAll("$1" + M) : text;
    }

    private static boolean mayAssign(String text) {
        return text.indexOf(':') >= 0 || text.indexOf('=') >= 0;
    }

    /** {@link #literals} in each line, and the insides of private keys. */
    static List<String> literals(List<String> lines) {
        List<String> masked = new ArrayList<>(lines.size());
        boolean insideKey = false;
        for (String line : lines) {
            boolean mayBeBorder = line.contains(KEY_BORDER);
            boolean ends = mayBeBorder && KEY_END.matcher(line).find();
            masked.add(insideKey && !ends ? AssignedValue.indentation(line) + Mask.MASKED : literals(line));
            insideKey = !ends
                    && (insideKey || (mayBeBorder && KEY_BEGIN.matcher(line).find()));
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
        Predicate<String> secret = name -> names.contains(name) || CredentialNames.matches(name);
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
        StringBuilder out = new StringBuilder();
        AssignedNames names = new AssignedNames(text);
        int copied = 0;
        int from = 0;
        while (names.find(from)) {
            from = AssignedValue.start(text, names.end());
            if (secret.test(names.name())) {
                int end = AssignedValue.end(text, from, unquoted);
                out.append(text, copied, from).append(AssignedValue.masked(text.substring(from, end)));
                copied = end;
                from = end;
            }
        }
        return copied == 0 ? text : out.append(text, copied, text.length()).toString();
    }
}
