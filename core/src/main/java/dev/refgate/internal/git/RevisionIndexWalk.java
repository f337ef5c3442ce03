package dev.refgate.internal.git;

import dev.refgate.error.RepositoryException;
import dev.refgate.repository.CommitId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * Walks from a tip back to the newest commit that is known, noting what changed. A commit's id covers all that came
 * before it, so what was noted up to a commit that is found again is still true.
 */
final class RevisionIndexWalk {
    private final Repository repository;
    private final RevWalk walk;
    private final String location;

    RevisionIndexWalk(Repository repository, RevWalk walk, String location) {
        this.repository = repository;
        this.walk = walk;
        this.location = location;
    }

    /**
     * The data of the history that ends at {@code tip}.
     *
     * @param known does not have {@code tip}
     * @throws RepositoryException when the clone is shallow and ends before a known commit or a root is reached
     */
    RevisionIndexData extend(RevisionIndexData known, CommitId tip) throws IOException {
        List<RevCommit> newer = new ArrayList<>();
        RevCommit commit = Commits.parse(walk, tip);
        int position = known.positionOf(commit);
        while (position == RevisionIndexData.NONE) {
            newer.add(commit);
            RevCommit parent = firstParent(commit);
            if (parent == null) {
                return new RevisionIndexBuilder().reversed(changes(newer, null)).build();
            }
            commit = parent;
            position = known.positionOf(commit);
        }
        return new RevisionIndexBuilder(known, position + 1)
                .reversed(changes(newer, commit))
                .build();
    }

    /**
     * What the commits changed, noted backwards.
     *
     * @param base the parent of the oldest of them, null when that is the root
     */
    private RevisionIndexData changes(List<RevCommit> newestFirst, @Nullable RevCommit base) throws IOException {
        RevisionIndexBuilder builder = new RevisionIndexBuilder();
        RevisionIndexFolders folders = new RevisionIndexFolders(
                walk.getObjectReader(), newestFirst.get(0).getTree().getId());
        for (int index = 0; index < newestFirst.size(); index++) {
            RevCommit parent = index + 1 < newestFirst.size() ? newestFirst.get(index + 1) : base;
            builder.commit(newestFirst.get(index));
            folders.backTo(parent == null ? ObjectId.zeroId() : parent.getTree().getId(), builder::change);
        }
        return builder.build();
    }

    private @Nullable RevCommit firstParent(RevCommit commit) throws IOException {
        if (commit.getParentCount() == 0) {
            requireRoot(commit);
            return null;
        }
        RevCommit parent = commit.getParent(0);
        walk.parseHeaders(parent);
        return parent;
    }

    private void requireRoot(RevCommit commit) throws IOException {
        if (repository.getObjectDatabase().getShallowCommits().contains(commit)) {
            throw Commits.cutOff(location);
        }
    }
}
