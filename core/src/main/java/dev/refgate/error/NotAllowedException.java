package dev.refgate.error;

/** The thing exists, and this caller may not have it, such as a revision that no environment and no source branch reaches. */
public final class NotAllowedException extends RefgateException {
    private static final long serialVersionUID = 1L;

    public NotAllowedException(String message) {
        super(message);
    }

    public NotAllowedException(String message, Throwable cause) {
        super(message, cause);
    }
}
