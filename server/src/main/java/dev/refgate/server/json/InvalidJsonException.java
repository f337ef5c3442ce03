package dev.refgate.server.json;

import dev.refgate.error.RefgateException;

/** A text that has to be JSON is not. The message says where. */
public final class InvalidJsonException extends RefgateException {
    private static final long serialVersionUID = 1L;

    public InvalidJsonException(String message) {
        super(message);
    }

    public InvalidJsonException(String message, Throwable cause) {
        super(message, cause);
    }
}
