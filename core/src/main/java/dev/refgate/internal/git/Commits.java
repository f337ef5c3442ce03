package dev.refgate.internal.git;

import dev.refgate.error.NotFoundException;
import dev.refgate.error.RepositoryException;
import dev.refgate.repository.CommitId;
import java.io.IOException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Finds commits by their ids. */
final class Commits {

    private Commits() {}

    /** An id is that of no commit. Checked, so that the read is tried again before it is believed. */
    static final class NoSuchCommit extends IOException {
        private static final long serialVersionUID = 1L;

        private final String reason;

        NoSuchCommit(String reason) {
            super(reason);
            this.reason = reason;
        }

        NoSuchCommit(String reason, Throwable cause) {
            super(reason, cause);
            this.reason = reason;
        }

        NotFoundException believed() {
            return new NotFoundException(reason, this);
        }
    }

    static RevCommit parse(RevWalk walk, CommitId commit) throws IOException {
        try {
            return walk.parseCommit(ObjectId.fromString(commit.hex()));
        } catch (MissingObjectException e) {
            throw new NoSuchCommit("commit: " + commit + " (expected a commit of this repository)", e);
        } catch (IncorrectObjectTypeException e) {
            throw new NoSuchCommit(
                    "commit: " + commit + " is an object of another kind (expected the id of a commit)", e);
        }
    }

    /** What to say when an answer needs history that a shallow clone does not have. */
    static RepositoryException cutOff(String location) {
        return new RepositoryException("repository: " + location
                + " is a shallow clone, its history is cut off (expected the whole history; run" + " git -C " + location
                + " fetch --unshallow, or give actions/checkout fetch-depth: 0)");
    }

    static CommitId id(RevCommit commit) {
        return new CommitId(commit.name());
    }
}
