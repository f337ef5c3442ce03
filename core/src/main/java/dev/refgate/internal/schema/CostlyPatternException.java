package dev.refgate.internal.schema;

import com.networknt.schema.SchemaException;

/** Matching a text with a pattern took more steps than it may. The validator takes any other exception for a match. */
final class CostlyPatternException extends SchemaException {
    private static final long serialVersionUID = 1L;
    private static final String MESSAGE = "holds a text that takes too long to be matched with its pattern";

    CostlyPatternException() {
        super(MESSAGE);
    }

    @Override
    public String getMessage() {
        return MESSAGE;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
