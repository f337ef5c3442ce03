package dev.refgate.error;

/** There is no room for the request now; the same request may succeed later. */
public final class OverloadedException extends RefgateException {
    private static final long serialVersionUID = 1L;

    public OverloadedException(String message) {
        super(message);
    }

    public OverloadedException(String message, Throwable cause) {
        super(message, cause);
    }
}
