package dev.refgate.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Masks secrets in lines of text that nobody has parsed: scripts, prompts, and YAML that cannot be read. */
final class LineMask {
    private static final String M = Matcher.quoteReplacement(Mask.MASKED);
    private static final Pattern TOKENS = Pattern.compile(
            "\\b(?:gh[opsu]_\\w{16,}+|github_pat_\\w{16,}+|sk-[\\w-]{16,}+|xox[abeprs]-[\\w-]{10,}+|AKIA[0-9A-Z]{16}"
                    + "|eyJ[\\w-]{8,}+\\.[\\w-]{8,}+\\.[\\w-]*+)");
    private static final Pattern BEARER = Pattern.compile("\\b([Bb]earer\\s+)(?=\\S*[0-9._=/-])[\\w.~+/=-]{6,}+");
    private static final Pattern USER_INFO = Pattern.compile("(://[^/\\s:@\"']*+:)[^/\\s@\"']++@");
    private static final Pattern QUERY = Pattern.compile("([?&])([\\w-]++)(=)([^&\\s\"'#]++)");
    private static final Pattern QUOTED = Pattern.compile(
            "([\\w.-]++)([\"']?\\]?\\s*+[:=]\\s*+)(\"(?:[^\"\\\\]|\\\\.)*+\"|'(?:[^'\\\\]|\\\\.)*+'|`[^`]*+`)");
    private static final Pattern UNQUOTED =
            Pattern.compile("([\\w.-]++)([\"']?\\s*+:\\s++|[\"']?\\s*+=\\s*+)([^\\s,{}\\[\\]\"'`][^,{}\\]]*+)");
    private static final Pattern LINE_START =
            Pattern.compile("^(\\s*+(?:-\\s++)*+[\"']?)([\\w.-]++)([\"']?\\s*+[:=]\\s*+)(.*+)$", Pattern.DOTALL);
    private static final Pattern BLOCK_START = Pattern.compile("[|>][-+0-9]{0,2}+\\s*+(?:#.*+)?+");
    private static final Pattern KEY_BEGIN = Pattern.compile("-----BEGIN [A-Z ]*+PRIVATE KEY-----");
    private static final Pattern KEY_END = Pattern.compile("-----END [A-Z ]*+PRIVATE KEY-----");

    private LineMask() {}

    /** Masks what is recognizably a secret by itself, or is quoted beside a name that says so. Works across lines. */
    static String literals(String text) {
        String masked = TOKENS.matcher(text).replaceAll(M);
        masked = BEARER.matcher(masked).replaceAll("$1" + M);
        masked = USER_INFO.matcher(masked).replaceAll("$1" + M + "@");
        masked = QUERY.matcher(masked).replaceAll(match -> assignment(match, match.group(4), ""));
        return QUOTED.matcher(masked).replaceAll(LineMask::quoted);
    }

    /** {@link #literals} in each line, and the insides of private keys. */
    static List<String> literals(List<String> lines) {
        List<String> masked = new ArrayList<>(lines.size());
        boolean insideKey = false;
        for (String line : lines) {
            boolean ends = KEY_END.matcher(line).find();
            masked.add(insideKey && !ends ? indentation(line) + Mask.MASKED : literals(line));
            insideKey = !ends && (insideKey || KEY_BEGIN.matcher(line).find());
        }
        return masked;
    }

    /** The same, and everything after {@code name:} or {@code name=} where the name says that it is a secret. */
    static List<String> assignments(List<String> lines) {
        List<String> masked = new ArrayList<>(lines.size());
        int blockIndent = -1;
        for (String line : literals(lines)) {
            int indent = indentation(line).length();
            if (blockIndent >= 0 && (line.isBlank() || indent > blockIndent)) {
                masked.add(line.isBlank() ? line : indentation(line) + Mask.MASKED);
                continue;
            }
            Matcher start = LINE_START.matcher(line);
            boolean secret = start.matches() && CredentialNames.matches(start.group(2));
            blockIndent = secret && opensBlock(start.group(4)) ? indent : -1;
            masked.add(secret && blockIndent < 0 ? wholeValue(line, start) : flow(line));
        }
        return masked;
    }

    /** A block scalar, or a value that begins on the next line. */
    private static boolean opensBlock(String value) {
        return value.isEmpty() || BLOCK_START.matcher(value).matches();
    }

    private static String wholeValue(String line, Matcher start) {
        String value = start.group(4);
        if (value.startsWith("{") || value.startsWith("[")) {
            return flow(line);
        }
        return Mask.hides(unquote(value)) ? line.substring(0, start.start(4)) + Mask.MASKED : line;
    }

    private static String flow(String line) {
        return UNQUOTED.matcher(line).replaceAll(match -> assignment(match, match.group(3), ""));
    }

    private static String quoted(MatchResult match) {
        String literal = match.group(3);
        return assignment(match, literal.substring(1, literal.length() - 1), literal.substring(0, 1));
    }

    private static String assignment(MatchResult match, String value, String quote) {
        String before = match.group();
        int valueLength = value.length() + 2 * quote.length();
        boolean query = before.startsWith("?") || before.startsWith("&");
        if (!CredentialNames.matches(match.group(query ? 2 : 1)) || !Mask.hides(value)) {
            return Matcher.quoteReplacement(before);
        }
        return Matcher.quoteReplacement(
                before.substring(0, before.length() - valueLength) + quote + Mask.MASKED + quote);
    }

    private static String unquote(String value) {
        String stripped = value.strip();
        boolean quoted = stripped.length() >= 2
                && (stripped.startsWith("\"") || stripped.startsWith("'"))
                && stripped.charAt(0) == stripped.charAt(stripped.length() - 1);
        return quoted ? stripped.substring(1, stripped.length() - 1) : stripped;
    }

    static String indentation(String line) {
        int end = 0;
        while (end < line.length() && (line.charAt(end) == ' ' || line.charAt(end) == '\t')) {
            end++;
        }
        return line.substring(0, end);
    }
}
