package dev.refgate.promotion;

import dev.refgate.error.ConflictException;
import dev.refgate.error.NotAllowedException;
import dev.refgate.error.NotFoundException;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.TreeMap;

/** Brings an earlier revision of a workflow back to the source branch: as a new commit, so that nothing is rewritten. */
public final class Restores {
    private final DeploymentStore store;
    private final CurrentPolicy.Source policies;
    private final Clock clock;
    private final SourceMove source;

    public Restores(DeploymentStore store, CurrentPolicy.Source policies, Clock clock) {
        this.store = store;
        this.policies = policies;
        this.clock = clock;
        this.source = new SourceMove(store, "restored");
    }

    /**
     * Commits the content that a workflow had at {@code revision} on top of the source branch.
     *
     * @param revision a commit that has the workflow
     * @param label what people call it, such as {@code r9}
     * @return the new commit; empty when the source branch has that content now
     * @throws NotFoundException when the workflow is not in that commit
     * @throws NotAllowedException when the source branch may not be moved, such as when it is checked out
     */
    public Optional<CommitId> restore(
            WorkflowId workflow, CommitId revision, String label, Actor actor, Optional<String> reason) {
        ContentId content = store.contents(revision)
                .of(workflow)
                .orElseThrow(() -> new NotFoundException("workflow: " + workflow + " is not in "
                        + revision.abbreviated() + " (expected a revision that has it; see: refgate history " + workflow
                        + ")"));
        for (int attempt = 0; attempt < SourceMove.MOST_ATTEMPTS; attempt++) {
            String ref = policies.read().policy().sourceRef();
            PointerTip tip = source.tip(ref);
            Optional<ContentId> now = store.contents(tip.commit()).of(workflow);
            if (now.equals(Optional.of(content))) {
                return Optional.empty();
            }
            Move move = new Move(workflow, now, Optional.of(content), Optional.of(revision));
            CommitId commit = write(tip.commit(), move, label, actor, reason);
            if (source.hasMoved(new RefMove(ref, Optional.of(tip.object()), ObjectName.of(commit)), workflow)) {
                return Optional.of(commit);
            }
        }
        throw new ConflictException(
                "workflow: " + workflow + " was not restored: the source branch was moved by others "
                        + SourceMove.MOST_ATTEMPTS + " times meanwhile (try again when there is less going on)");
    }

    private CommitId write(CommitId parent, Move move, String label, Actor actor, Optional<String> reason) {
        TreeMap<WorkflowId, Optional<ContentId>> changes = new TreeMap<>();
        changes.put(move.workflow(), move.to());
        String message = "Restore " + move.workflow() + " as it was at " + label + "\n\nRestored: "
                + DeploymentMessage.line(move) + "\nActor: " + actor.assurance().word() + " "
                + JsonText.quote(actor.name()) + "\n"
                + reason.map(text -> "Reason: " + JsonText.quote(text) + "\n").orElse("");
        return store.writeCommit(
                new NewCommit(parent, changes, message, actor, clock.instant().truncatedTo(ChronoUnit.SECONDS)));
    }
}
