package dev.refgate.promotion;

import dev.refgate.error.ConflictException;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.NotAllowedException;
import dev.refgate.error.NotFoundException;
import dev.refgate.error.RemoteException;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowId;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names of revisions: annotated tags {@code revisions/<workflow>/<first 12 digits of the commit>} on the revision's commit,
 * whose message is the name and, below an empty line, the description. Numbers like r12 are not in them, since they are
 * counted and never stored.
 */
public final class RevisionNames {
    private static final String PREFIX = "refs/tags/revisions/";
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_DESCRIPTION = 10_000;
    private static final Pattern ONE_LINE = Pattern.compile("[^\\p{Cntrl}\\u0085\\u2028\\u2029]*");
    /** Git takes what follows such a line for a signature. */
    private static final Pattern SIGNATURE = Pattern.compile("(?m)^-----BEGIN ");

    private final DeploymentStore store;
    private final Clock clock;

    public RevisionNames(DeploymentStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Names a revision, or names it anew.
     *
     * @param commit the revision's
     * @param name one line of up to 200 characters
     * @param description up to 10,000 characters
     * @throws NotFoundException when the workflow is not in that commit
     * @throws ConflictException when somebody else names it at the same moment
     */
    public NamedRevision name(
            WorkflowId workflow, CommitId commit, String name, Optional<String> description, Actor actor) {
        String words = name.strip();
        Optional<String> more =
                description.map(text -> text.replace("\r\n", "\n").strip()).filter(text -> !text.isEmpty());
        check(words, more);
        if (store.contents(commit).of(workflow).isEmpty()) {
            throw new NotFoundException("workflow: " + workflow + " is not in " + commit.abbreviated()
                    + " (expected a revision that has it; see: refgate history " + workflow + ")");
        }
        String ref = prefix(workflow) + commit.abbreviated();
        NamedRevision named = new NamedRevision(
                workflow, commit, words, more, actor, clock.instant().truncatedTo(ChronoUnit.SECONDS));
        String message = words + "\n" + more.map(text -> "\n" + text + "\n").orElse("");
        ObjectName tag =
                store.writeTag(new NewTag(ref.substring("refs/tags/".length()), commit, message, actor, named.time()));
        MoveOutcome outcome =
                store.move(List.of(new RefMove(ref, store.tip(ref).map(PointerTip::object), tag)), "name " + workflow);
        if (outcome instanceof MoveOutcome.Refused refused) {
            throw new NotAllowedException("name: not written: " + refused.text());
        }
        if (outcome instanceof MoveOutcome.Conflict conflict) {
            throw new ConflictException("name: somebody else names this revision at this moment (" + conflict.text()
                    + "; look at it, and decide anew)");
        }
        if (outcome instanceof MoveOutcome.Unknown unknown) {
            throw new RemoteException("name: nobody knows whether it was written (try again: " + unknown.text() + ")");
        }
        return named;
    }

    private static void check(String name, Optional<String> description) {
        if (name.isEmpty()
                || name.length() > LONGEST_NAME
                || !ONE_LINE.matcher(name).matches()) {
            throw new InvalidArgumentException(
                    "name: " + JsonText.quote(name) + " (expected one line of 1 to " + LONGEST_NAME + " characters)");
        }
        if (description
                .filter(text -> text.length() > LONGEST_DESCRIPTION || text.indexOf('\0') >= 0)
                .isPresent()) {
            throw new InvalidArgumentException(
                    "description: " + description.get().length() + " characters (expected at most "
                            + LONGEST_DESCRIPTION + ", and no NUL)");
        }
        if (SIGNATURE.matcher(name + "\n" + description.orElse("")).find()) {
            throw new InvalidArgumentException(
                    "description: has a line that begins with \"-----BEGIN \" (expected none: Git takes it for a signature)");
        }
    }

    /** All named revisions of a workflow, in the order of their commits' ids. */
    public List<NamedRevision> of(WorkflowId workflow) {
        return store.refs(prefix(workflow)).stream()
                .map(store::tag)
                .flatMap(Optional::stream)
                .filter(tag -> tag.ref().equals(prefix(workflow) + tag.commit().abbreviated()))
                .map(tag -> read(workflow, tag))
                .toList();
    }

    private static NamedRevision read(WorkflowId workflow, AnnotatedTag tag) {
        String[] parts = tag.message().split("\n", 2);
        Optional<String> description =
                Optional.of(parts.length < 2 ? "" : parts[1].strip()).filter(text -> !text.isEmpty());
        return new NamedRevision(workflow, tag.commit(), parts[0].strip(), description, tag.tagger(), tag.time());
    }

    private static String prefix(WorkflowId workflow) {
        return PREFIX + workflow + "/";
    }
}
