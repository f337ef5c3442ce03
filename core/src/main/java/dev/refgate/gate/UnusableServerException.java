package dev.refgate.gate;

import dev.refgate.error.RefgateException;

/** There is a server, and nothing can be tested on it. */
final class UnusableServerException extends RefgateException {
    private static final long serialVersionUID = 1L;

    UnusableServerException(String message) {
        super(message);
    }
}
