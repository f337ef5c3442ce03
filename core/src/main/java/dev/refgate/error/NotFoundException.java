package dev.refgate.error;

/** Something that was named does not exist: an environment, a workflow, a revision, the commit behind a ref. */
public final class NotFoundException extends RefgateException {
    private static final long serialVersionUID = 1L;

    public NotFoundException(String message) {
        super(message);
    }

    public NotFoundException(String message, Throwable cause) {
        super(message, cause);
    }
}
