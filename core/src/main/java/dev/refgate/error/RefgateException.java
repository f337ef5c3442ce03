package dev.refgate.error;

import java.util.Objects;

/**
 * The root of everything that Refgate throws on purpose. The message is for people: the value, what was expected, and
 * the command or edit that helps. Each leaf stands for one kind of answer: see the tables of the HTTP server (status)
 * and of the command line (exit code).
 */
public abstract class RefgateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    protected RefgateException(String message) {
        super(message);
    }

    protected RefgateException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public final String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
