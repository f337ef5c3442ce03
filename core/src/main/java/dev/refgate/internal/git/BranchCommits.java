package dev.refgate.internal.git;

import dev.refgate.repository.CommitId;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdOwnerMap;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevFlag;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * All commits that the tip of one branch reaches, so that it is known of any commit at once whether it is among them: a walk has
 * to go through the whole branch to say that it is not. They are walked for the first question, and after that as far as the
 * branch has grown. An id stands for all its ancestors, so what is known is never asked again. For many threads.
 */
final class BranchCommits {
    private final ObjectAccess objects;
    private final int most;
    private ObjectIdOwnerMap<Known> known = new ObjectIdOwnerMap<>();
    private ObjectId tip = ObjectId.zeroId();
    private boolean tooMany;

    /**
     * @param most how many commits are remembered; of a branch that has more, nothing is
     */
    BranchCommits(ObjectAccess objects, int most) {
        this.objects = objects;
        this.most = most;
    }

    private static final class Known extends ObjectIdOwnerMap.Entry {
        Known(AnyObjectId id) {
            super(id);
        }
    }

    /**
     * Whether {@code asked} is an ancestor of {@code branchTip}, or that itself.
     *
     * @return empty when only a walk can tell: in a shallow clone, of a branch with too many commits, or one that went back
     * @throws dev.refgate.error.NotFoundException when there is no commit {@code branchTip}
     */
    synchronized Optional<Boolean> have(CommitId asked, CommitId branchTip) {
        ObjectId wanted = ObjectId.fromString(branchTip.hex());
        if (!wanted.equals(tip) && !known.contains(wanted) && !tooMany) {
            objects.read((repository, walk) -> learn(repository, walk, branchTip));
        }
        boolean found = known.contains(ObjectId.fromString(asked.hex()));
        if (wanted.equals(tip)) {
            return Optional.of(found);
        }
        // It has been further than that, so whatever is not known here is not known there either.
        return known.contains(wanted) && !found ? Optional.of(false) : Optional.empty();
    }

    /** Nothing is remembered before all of it was read: a read that fails is made again. */
    private boolean learn(Repository repository, RevWalk walk, CommitId branchTip) throws IOException {
        if (!repository.getObjectDatabase().getShallowCommits().isEmpty()) {
            return false;
        }
        RevCommit commit = Commits.parse(walk, branchTip);
        Growth growth = grown(walk, commit);
        if (known.size() + growth.commits().size() > most) {
            tooMany = true;
            known = new ObjectIdOwnerMap<>();
            tip = ObjectId.zeroId();
            return false;
        }
        if (!growth.fromTip()) {
            known = new ObjectIdOwnerMap<>();
        }
        growth.commits().forEach(each -> known.add(new Known(each)));
        tip = commit.copy();
        return true;
    }

    /**
     * What a tip reaches.
     *
     * @param fromTip whether the tip that was known is among it, so that all that was known stays
     * @param commits those that were not known; all of them when it does not stay
     */
    private record Growth(boolean fromTip, List<RevCommit> commits) {}

    private Growth grown(RevWalk walk, RevCommit newTip) throws IOException {
        Growth growth = walk(walk, newTip, known);
        return growth.fromTip() || known.isEmpty() ? growth : walk(walk, newTip, new ObjectIdOwnerMap<>());
    }

    /** Each path from the new tip to the old one comes to the old one before any other that is known. */
    private Growth walk(RevWalk walk, RevCommit newTip, ObjectIdOwnerMap<Known> until) throws IOException {
        RevFlag seen = walk.newFlag("seen");
        List<RevCommit> found = new ArrayList<>();
        Deque<RevCommit> next = new ArrayDeque<>();
        boolean fromTip = false;
        next.push(newTip);
        newTip.add(seen);
        while (!next.isEmpty() && found.size() <= most) {
            RevCommit commit = next.pop();
            walk.parseHeaders(commit);
            found.add(commit);
            for (RevCommit parent : commit.getParents()) {
                fromTip |= parent.equals(tip);
                if (!parent.has(seen) && !until.contains(parent)) {
                    parent.add(seen);
                    next.push(parent);
                }
            }
        }
        return new Growth(fromTip, found);
    }
}
