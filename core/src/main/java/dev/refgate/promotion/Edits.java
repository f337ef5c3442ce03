package dev.refgate.promotion;

import dev.refgate.error.ConflictException;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.TreeMap;

/** Changes workflows by commits on the source branch, made in memory. What makes something wrong is not committed. */
public final class Edits {
    private final DeploymentStore store;
    private final CurrentPolicy.Source policies;
    private final Check check;
    private final Clock clock;
    private final SourceMove source;

    /** Says no to a commit that no branch has yet, by an exception. */
    @FunctionalInterface
    public interface Check {
        void require(CommitId before, CommitId after);
    }

    public Edits(DeploymentStore store, CurrentPolicy.Source policies, Check check, Clock clock) {
        this.store = store;
        this.policies = policies;
        this.check = check;
        this.clock = clock;
        this.source = new SourceMove(store, "changed");
    }

    /**
     * Commits a change on top of the source branch.
     *
     * @return the new commit; empty when the source branch has that already
     * @throws ConflictException when something else is there than was expected
     * @throws dev.refgate.document.InvalidDocumentException when the change would make something wrong
     * @throws dev.refgate.error.NotAllowedException when the source branch may not be moved
     */
    public Optional<CommitId> edit(Edit edit, Actor actor) {
        WorkflowId workflow = edit.workflow();
        Optional<ContentId> content = edit.files().map(store::writeFolder);
        for (int attempt = 0; attempt < SourceMove.MOST_ATTEMPTS; attempt++) {
            String ref = policies.read().policy().sourceRef();
            PointerTip tip = source.tip(ref);
            Optional<ContentId> now = store.contents(tip.commit()).of(workflow);
            edit.expected().require(workflow, now);
            if (now.equals(content)) {
                return Optional.empty();
            }
            CommitId commit = write(tip.commit(), edit, content, actor);
            check.require(tip.commit(), commit);
            if (source.hasMoved(new RefMove(ref, Optional.of(tip.object()), ObjectName.of(commit)), workflow)) {
                return Optional.of(commit);
            }
        }
        throw new ConflictException("workflow: " + workflow + " was not changed: the source branch was moved by others "
                + SourceMove.MOST_ATTEMPTS + " times meanwhile (try again when there is less going on)");
    }

    private CommitId write(CommitId parent, Edit edit, Optional<ContentId> content, Actor actor) {
        TreeMap<WorkflowId, Optional<ContentId>> changes = new TreeMap<>();
        changes.put(edit.workflow(), content);
        String message = edit.message().strip() + "\n\nActor: "
                + actor.assurance().word() + " " + JsonText.quote(actor.name()) + "\n";
        return store.writeCommit(
                new NewCommit(parent, changes, message, actor, clock.instant().truncatedTo(ChronoUnit.SECONDS)));
    }
}
