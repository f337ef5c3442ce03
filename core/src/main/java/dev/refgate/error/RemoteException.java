package dev.refgate.error;

/** A remote repository or service could not be reached, did not answer in time, or did not accept the credentials. */
public final class RemoteException extends RefgateException {
    private static final long serialVersionUID = 1L;

    public RemoteException(String message) {
        super(message);
    }

    public RemoteException(String message, Throwable cause) {
        super(message, cause);
    }
}
