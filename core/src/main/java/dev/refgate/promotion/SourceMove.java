package dev.refgate.promotion;

import dev.refgate.error.NotAllowedException;
import dev.refgate.error.NotFoundException;
import dev.refgate.error.RemoteException;
import dev.refgate.repository.WorkflowId;
import java.util.List;

/** Moves the source branch on by one commit that somebody made of a workflow. */
final class SourceMove {
    /** How often a race may be lost. */
    static final int MOST_ATTEMPTS = 20;

    private final DeploymentStore store;
    private final String done;

    /**
     * @param done what is done to the workflow, such as {@code restored}
     */
    SourceMove(DeploymentStore store, String done) {
        this.store = store;
        this.done = done;
    }

    PointerTip tip(String ref) {
        return store.tip(ref).orElseThrow(() -> new NotFoundException("source branch: " + ref + " does not exist"));
    }

    /** Whether it was moved; it was not when somebody else was faster. */
    boolean hasMoved(RefMove move, WorkflowId workflow) {
        MoveOutcome outcome = store.move(List.of(move), done + " " + workflow);
        if (outcome instanceof MoveOutcome.Refused refused) {
            throw new NotAllowedException("workflow: " + workflow + " was not " + done + ": " + refused.text());
        }
        if (outcome instanceof MoveOutcome.Unknown unknown) {
            throw new RemoteException("workflow: " + workflow + ": nobody knows whether it was " + done + " in "
                    + store.location() + " (look with: refgate history " + workflow + "; " + unknown.text() + ")");
        }
        return outcome instanceof MoveOutcome.Moved;
    }
}
