package dev.refgate.error;

/** The repository cannot be read: not a repository, damaged, or the disk says no. */
public final class RepositoryException extends RefgateException {
    private static final long serialVersionUID = 1L;

    public RepositoryException(String message) {
        super(message);
    }

    public RepositoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
