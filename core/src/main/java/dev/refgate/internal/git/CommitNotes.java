package dev.refgate.internal.git;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.refgate.error.RepositoryException;
import dev.refgate.promotion.CommitNote;
import dev.refgate.repository.CommitId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** What the commits of a first-parent history say. A commit never changes, so each is read once, as long as there is room. */
final class CommitNotes {
    /** In characters: enough for some 20,000 deployments. */
    private static final long MOST_KEPT = 16L << 20;

    private static final int NOTE_OVERHEAD = 200;

    private final GitFolders folders;
    private final Cache<CommitId, CommitNote> known = Caffeine.newBuilder()
            .maximumWeight(MOST_KEPT)
            .weigher((CommitId id, CommitNote note) ->
                    NOTE_OVERHEAD + note.message().length())
            .build();

    CommitNotes(GitFolders folders) {
        this.folders = folders;
    }

    /** The newest first. */
    List<CommitNote> read(Repository repository, RevWalk walk, CommitId tip, int limit) throws IOException {
        walk.setRetainBody(true);
        List<CommitNote> found = new ArrayList<>();
        Optional<CommitId> next = Optional.of(tip);
        while (next.isPresent() && found.size() < limit) {
            CommitNote note = note(repository, walk, next.get());
            next = note.parents().stream().findFirst();
            found.add(note);
        }
        return List.copyOf(found);
    }

    /** Where a history ends is looked at each time: a clone that is shallow now may not be so later. */
    private CommitNote note(Repository repository, RevWalk walk, CommitId id) throws IOException {
        CommitNote kept = known.getIfPresent(id);
        if (kept != null) {
            return kept;
        }
        RevCommit commit = Commits.parse(walk, id);
        walk.parseBody(commit);
        CommitNote note = new CommitNote(id, parents(commit), commit.getFullMessage());
        commit.disposeBody();
        if (note.parents().isEmpty()) {
            requireComplete(repository, commit);
        } else {
            known.put(id, note);
        }
        return note;
    }

    static List<CommitId> parents(RevCommit commit) {
        return Arrays.stream(commit.getParents()).map(Commits::id).toList();
    }

    /**
     * @param commit one without parents
     * @throws RepositoryException when that is so only because the clone is shallow
     */
    void requireComplete(Repository repository, RevCommit commit) throws IOException {
        if (repository.getObjectDatabase().getShallowCommits().contains(commit)) {
            throw new RepositoryException("repository: " + folders.root()
                    + " is a shallow clone, in which the history of deployments is cut off (expected the whole history; run"
                    + " git -C " + folders.root() + " fetch --unshallow, or give actions/checkout fetch-depth: 0)");
        }
    }
}
