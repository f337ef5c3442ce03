package dev.refgate.server.execution;

import dev.refgate.error.RefgateException;

/** The server is about to end and takes no more runs. Nothing was run. */
public final class DrainingException extends RefgateException {
    private static final long serialVersionUID = 1L;

    DrainingException() {
        super("the server is draining: it finishes its runs and takes no new ones");
    }
}
