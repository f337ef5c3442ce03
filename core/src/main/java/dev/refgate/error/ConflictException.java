package dev.refgate.error;

/** What the caller decided on is no longer so: the plan is stale, or somebody else was faster. Read again, and decide again. */
public final class ConflictException extends RefgateException {
    private static final long serialVersionUID = 1L;

    public ConflictException(String message) {
        super(message);
    }

    public ConflictException(String message, Throwable cause) {
        super(message, cause);
    }
}
