package dev.refgate;

import dev.refgate.client.ServerRefusedException;
import dev.refgate.document.InvalidDocumentException;
import dev.refgate.error.ConflictException;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.RemoteException;
import dev.refgate.promotion.GateRefusedException;
import dev.refgate.promotion.GateResult;
import dev.refgate.promotion.GateResult.State;
import dev.refgate.run.InvalidInputsException;
import java.util.List;

/** What commands end with, whichever face they have, and the one table from what went wrong to that. */
public final class ExitCode {
    /** Done, or nothing to do. */
    public static final int DONE = 0;

    public static final int ERROR = 1;

    /** Differences were found, and the caller asked to be told by the exit code. */
    public static final int DIFFERENT = 2;

    /** No: a gate, a test, a validation or a run failed. */
    public static final int NO = 3;

    /** A gate is pending: soak or freeze. */
    public static final int PENDING = 4;

    /** The plan is stale, or the race was lost. */
    public static final int STALE = 5;

    /** The remote or the server, or the credentials for it. */
    public static final int REMOTE = 6;

    /** What was asked for cannot be understood. */
    public static final int USAGE = 64;

    private ExitCode() {}

    /** What a command ends with that this ended. */
    public static int of(Throwable thrown) {
        if (thrown instanceof InvalidArgumentException || thrown instanceof InvalidInputsException) {
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

    /** What a plan with these gates ends with. */
    public static int of(List<GateResult> gates) {
        if (gates.stream().allMatch(GateResult::opens)) {
            return DONE;
        }
        boolean pending = gates.stream().allMatch(gate -> gate.opens() || gate.state() == State.PENDING);
        return pending ? PENDING : NO;
    }

    private static boolean isAboutTheKey(Throwable thrown) {
        return thrown instanceof ServerRefusedException refused && (refused.status() == 401 || refused.status() == 403);
    }
}
