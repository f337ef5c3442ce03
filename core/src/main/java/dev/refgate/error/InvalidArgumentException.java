package dev.refgate.error;

/** The caller's argument is not usable: malformed, missing where it is needed, or ambiguous. */
public final class InvalidArgumentException extends RefgateException {
    private static final long serialVersionUID = 1L;

    public InvalidArgumentException(String message) {
        super(message);
    }

    public InvalidArgumentException(String message, Throwable cause) {
        super(message, cause);
    }
}
