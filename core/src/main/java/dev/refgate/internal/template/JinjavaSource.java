package dev.refgate.internal.template;

import dev.refgate.workflow.TemplateException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rewrites what jinjava reads otherwise than Jinja, keeping the lines: two braces that close inside an expression, as in
 * {@code {'a': {'b': 1}}}, get a space between them, or they would end it; a comment becomes an expression that gives
 * nothing, since white space control goes wrong around comments.
 */
final class JinjavaSource {
    private static final Pattern RAW = Pattern.compile("\\{%-?\\s*raw\\s*-?%}");
    private static final Pattern END_RAW = Pattern.compile("\\{%-?\\s*endraw\\s*-?%}");

    private final String source;
    private final StringBuilder rewritten;

    private JinjavaSource(String source) {
        this.source = source;
        this.rewritten = new StringBuilder(source.length() + 8);
    }

    static String of(String source) {
        JinjavaSource rewriter = new JinjavaSource(source);
        rewriter.run();
        return rewriter.rewritten.toString();
    }

    private void run() {
        int position = 0;
        for (int opening = opening(0); opening >= 0; opening = opening(position)) {
            rewritten.append(source, position, opening);
            position = switch (source.charAt(opening + 1)) {
                case '#' -> comment(opening);
                case '%' -> tag(opening);
                default -> expression(opening);
            };
        }
        rewritten.append(source, position, source.length());
    }

    private int opening(int from) {
        int brace = source.indexOf('{', from);
        while (brace >= 0 && brace + 1 < source.length() && "{%#".indexOf(source.charAt(brace + 1)) < 0) {
            brace = source.indexOf('{', brace + 1);
        }
        return brace + 1 < source.length() ? brace : -1;
    }

    private int comment(int opening) {
        int end = source.indexOf("#}", opening + 2);
        if (end < 0) {
            String message = "\"{#\" without \"#}\"";
            throw new TemplateException(Lines.locate(source, Lines.at(source, opening), message));
        }
        String comment = source.substring(opening + 2, end);
        rewritten.append(comment.startsWith("-") ? "{{- ''" : "{{ ''");
        comment.chars().filter(character -> character == '\n').forEach(newLine -> rewritten.append('\n'));
        rewritten.append(comment.length() > 1 && comment.endsWith("-") ? " -}}" : " }}");
        return end + 2;
    }

    /** Copies up to the two closing characters at {@code end}, or everything when there are none. */
    private int copyTo(int start, int end) {
        int behind = end < 0 ? source.length() : end + 2;
        rewritten.append(source, start, behind);
        return behind;
    }

    private int tag(int opening) {
        Matcher raw = RAW.matcher(source).region(opening, source.length());
        if (raw.lookingAt()) {
            Matcher end = END_RAW.matcher(source);
            return copyTo(opening, end.find(raw.end()) ? end.end() - 2 : -1);
        }
        char quote = 0;
        for (int i = opening + 2; i < source.length(); i++) {
            char character = source.charAt(i);
            if (quote != 0) {
                i += character == '\\' ? 1 : 0;
                quote = character == quote ? 0 : quote;
            } else if (character == '"' || character == '\'') {
                quote = character;
            } else if (source.startsWith("%}", i)) {
                return copyTo(opening, i);
            }
        }
        return copyTo(opening, -1);
    }

    private int expression(int opening) {
        int start = opening + (source.startsWith("-", opening + 2) ? 3 : 2);
        try {
            Lexer.Output words = Lexer.output(source, start);
            rewritten.append(source, opening, start);
            int copied = start;
            for (Token word : words.tokens()) {
                rewritten.append(source, copied, word.start());
                copied = word.start();
                if (word.isSymbol("}")) {
                    rewritten.append("} ");
                    copied++;
                }
            }
            rewritten.append(source, copied, words.end());
            return words.end();
        } catch (TemplateException e) {
            throw Failures.located(source, Lines.at(source, opening), e);
        }
    }
}
