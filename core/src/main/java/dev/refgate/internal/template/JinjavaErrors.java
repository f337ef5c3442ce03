package dev.refgate.internal.template;

import com.hubspot.jinjava.interpret.MissingEndTagException;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.interpret.TemplateError.ErrorReason;
import com.hubspot.jinjava.interpret.UnknownTagException;
import dev.refgate.document.Nearest;
import dev.refgate.workflow.TemplateException;
import java.util.List;
import java.util.Objects;

/** Says what jinjava found wrong in the words of this package, without values and without names of classes. */
final class JinjavaErrors {
    private static final List<String> TAGS =
            List.of("if", "elif", "else", "for", "set", "macro", "call", "raw", "break", "continue");
    private static final List<String> FILE_TAGS = List.of("include", "import", "from", "extends", "block");

    private JinjavaErrors() {}

    /** What was thrown on purpose somewhere below jinjava; else the error with the given message. */
    static TemplateException of(Throwable failure, String otherwise) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TemplateException known) {
                return known;
            }
            if (cause instanceof StackOverflowError) {
                return new TemplateException("a value or a call is nested too deeply");
            }
        }
        return new TemplateException(otherwise);
    }

    static TemplateException translate(TemplateError error) {
        return new TemplateException(message(error));
    }

    private static String message(TemplateError error) {
        Exception exception = error.getException();
        if (exception instanceof UnknownTagException unknown) {
            return unknownTag(unknown.getTag());
        }
        if (error.getReason() == ErrorReason.DISABLED) {
            return unknownTag(Objects.toString(error.getFieldName(), ""));
        }
        if (exception instanceof MissingEndTagException missing) {
            return "\"{% " + missing.getEndTag() + " %}\" is missing";
        }
        String message = Objects.toString(error.getMessage(), "");
        if (message.startsWith("Unclosed comment")) {
            return "\"{#\" without \"#}\"";
        }
        if (message.startsWith("Unclosed token")) {
            return "\"{{\" or \"{%\" is not closed";
        }
        if (message.startsWith("Missing start tag")) {
            return "a block is closed that was not opened";
        }
        return message.startsWith("Mismatched end tag")
                ? "blocks are closed in the wrong order"
                : "the template failed";
    }

    private static String unknownTag(String name) {
        return FILE_TAGS.contains(name)
                ? "the tag \"" + name + "\" is not supported: a template reads no other templates"
                : "unknown tag \"" + name + "\"" + Nearest.hint(name, TAGS);
    }
}
