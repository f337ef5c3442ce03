package dev.refgate.server.database;

import dev.refgate.error.RefgateException;

/** The database cannot be opened, read or written. The message says what to do. */
public final class DatabaseException extends RefgateException {
    private static final long serialVersionUID = 1L;

    public DatabaseException(String message) {
        super(message);
    }

    public DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
