package dev.refgate.internal.template;

import dev.refgate.workflow.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts a template without tags into text and expressions. */
final class TemplateScanner {
    private final String source;
    private final List<Part> parts = new ArrayList<>();
    private boolean trimNext;
    private int line = 1;
    private int counted;

    private TemplateScanner(String source) {
        this.source = source;
    }

    /** A piece of a template. */
    sealed interface Part {}

    /** Text that stands for itself. */
    record Text(String text) implements Part {}

    /**
     * An expression whose value is put in.
     *
     * @param words what is between the braces
     * @param line where it begins, counted from 1
     */
    record Placeholder(List<Token> words, int line) implements Part {}

    /** The parts of a template; empty when it has tags, which are not for the fast path. */
    static Optional<List<Part>> scan(String source) {
        TemplateScanner scanner = new TemplateScanner(source);
        return scanner.run() ? Optional.of(scanner.parts) : Optional.empty();
    }

    private boolean run() {
        int position = 0;
        while (true) {
            int opening = opening(position);
            if (opening < 0) {
                text(source.substring(position), false);
                return true;
            }
            char kind = source.charAt(opening + 1);
            if (kind == '%') {
                return false;
            }
            boolean trim = source.startsWith("-", opening + 2);
            text(source.substring(position, opening), trim);
            position = kind == '#' ? comment(opening) : placeholder(opening, opening + (trim ? 3 : 2));
        }
    }

    private int opening(int from) {
        int brace = source.indexOf('{', from);
        while (brace >= 0 && brace + 1 < source.length()) {
            if ("{%#".indexOf(source.charAt(brace + 1)) >= 0) {
                return brace;
            }
            brace = source.indexOf('{', brace + 1);
        }
        return -1;
    }

    private void text(String text, boolean trimEnd) {
        String kept = trimNext ? text.stripLeading() : text;
        kept = trimEnd ? kept.stripTrailing() : kept;
        trimNext = false;
        if (!kept.isEmpty()) {
            parts.add(new Text(kept));
        }
    }

    private int comment(int opening) {
        int end = source.indexOf("#}", opening + 2);
        if (end < 0) {
            throw new TemplateException(at(opening, "\"{#\" without \"#}\""));
        }
        trimNext = source.charAt(end - 1) == '-' && end - 1 > opening + 1;
        return end + 2;
    }

    private int placeholder(int opening, int start) {
        try {
            Lexer.Output output = Lexer.output(source, start);
            trimNext = output.trimAfter();
            parts.add(new Placeholder(output.tokens(), line(opening)));
            return output.end();
        } catch (TemplateException e) {
            throw Failures.located(source, Lines.at(source, opening), e);
        }
    }

    /** The line of an offset that is not before the one that was asked for last: a template may have very many parts. */
    private int line(int offset) {
        for (; counted < offset; counted++) {
            if (source.charAt(counted) == '\n') {
                line++;
            }
        }
        return line;
    }

    private String at(int offset, String message) {
        return Lines.locate(source, Lines.at(source, offset), message);
    }
}
