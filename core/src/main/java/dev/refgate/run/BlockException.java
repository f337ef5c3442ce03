package dev.refgate.run;

import dev.refgate.error.RefgateException;

/** An attempt of a block failed. The message says why, to the workflow's author. */
public final class BlockException extends RefgateException {
    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    public BlockException(String message, boolean retryable) {
        super(message);
        this.retryable = retryable;
    }

    public BlockException(String message, boolean retryable, Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
    }

    /** Whether another attempt may do better. */
    public boolean retryable() {
        return retryable;
    }
}
