package dev.refgate.server.cli;

import dev.refgate.client.ServerRefusedException;
import dev.refgate.document.InvalidDocumentException;
import dev.refgate.error.ConflictException;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.RemoteException;
import dev.refgate.promotion.GateRefusedException;
import dev.refgate.run.InvalidInputsException;
import dev.refgate.server.json.InvalidJsonException;

/** What a command ends with, and the one table from exceptions to that. */
final class ExitCode {
    /** Done, or nothing to do. */
    static final int DONE = 0;

    static final int ERROR = 1;

    /** Differences were found, and the caller asked to be told by the exit code. */
    static final int DIFFERENT = 2;

    /** No: a gate, a test, a validation or a run failed. */
    static final int NO = 3;

    /** A gate is pending: soak or freeze. */
    static final int PENDING = 4;

    /** The plan is stale, or the race was lost. */
    static final int STALE = 5;

    /** The remote or the server, or the credentials for it. */
    static final int REMOTE = 6;

    /** The command line cannot be understood. */
    static final int USAGE = 64;

    private ExitCode() {}

    static int of(Throwable thrown) {
        if (thrown instanceof InvalidArgumentException
                || thrown instanceof InvalidInputsException
                || thrown instanceof InvalidJsonException) {
            return USAGE;
        }
        if (thrown instanceof GateRefusedException refused) {
            return refused.pending() ? PENDING : NO;
        }
        if (thrown instanceof ConflictException) {
            return STALE;
        }
        if (thrown instanceof RemoteException || isAboutTheKey(thrown)) {
            return REMOTE;
        }
        return thrown instanceof InvalidDocumentException ? NO : ERROR;
    }

    private static boolean isAboutTheKey(Throwable thrown) {
        return thrown instanceof ServerRefusedException refused && (refused.status() == 401 || refused.status() == 403);
    }
}
