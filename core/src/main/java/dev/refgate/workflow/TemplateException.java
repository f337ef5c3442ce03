package dev.refgate.workflow;

import dev.refgate.error.RefgateException;

/** A template cannot be compiled, or cannot be rendered with the values at hand. The message never holds a value of {@code _env}. */
public final class TemplateException extends RefgateException {
    private static final long serialVersionUID = 1L;

    public TemplateException(String message) {
        super(message);
    }

    public TemplateException(String message, Throwable cause) {
        super(message, cause);
    }
}
