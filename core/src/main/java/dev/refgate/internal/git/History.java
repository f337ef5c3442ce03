package dev.refgate.internal.git;

import dev.refgate.error.NotFoundException;
import dev.refgate.error.RepositoryException;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.Revision;
import dev.refgate.repository.RevisionHistory;
import dev.refgate.repository.WorkflowId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.jspecify.annotations.Nullable;

/** Asks the commits, from a tip backwards. */
final class History {
    /** In memory some 50 bytes each. */
    private static final int MOST_REMEMBERED = 500_000;

    private final ObjectAccess objects;
    private final BranchCommits branch;

    History(ObjectAccess objects) {
        this.objects = objects;
        this.branch = new BranchCommits(objects, MOST_REMEMBERED);
    }

    boolean isReachable(CommitId commit, List<CommitId> tips) {
        if (tips.contains(commit)) {
            return true;
        }
        return exists(commit) && objects.read((repository, walk) -> isMerged(repository, walk, commit, tips));
    }

    boolean isOnBranch(CommitId commit, CommitId tip) {
        return branch.have(commit, tip).orElseGet(() -> isReachable(commit, List.of(tip)));
    }

    private boolean isMerged(Repository repository, RevWalk walk, CommitId commit, List<CommitId> tips)
            throws IOException {
        List<RevCommit> starts = new ArrayList<>();
        for (CommitId tip : tips) {
            starts.add(Commits.parse(walk, tip));
        }
        if (walk.isMergedIntoAnyCommit(Commits.parse(walk, commit), starts)) {
            return true;
        }
        if (isShallow(repository)) {
            throw cutOff();
        }
        return false;
    }

    List<CommitId> mergeBases(CommitId first, CommitId second) {
        return objects.read((repository, walk) -> {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(Commits.parse(walk, first));
            walk.markStart(Commits.parse(walk, second));
            List<CommitId> bases = new ArrayList<>();
            for (RevCommit base : walk) {
                bases.add(Commits.id(base));
            }
            if (bases.isEmpty() && isShallow(repository)) {
                throw cutOff();
            }
            return List.copyOf(bases);
        });
    }

    private boolean exists(CommitId commit) {
        try {
            return objects.read((repository, walk) -> Commits.parse(walk, commit) != null);
        } catch (NotFoundException e) {
            return false;
        }
    }

    boolean held(WorkflowId workflow, ContentId content, CommitId tip) {
        ObjectId wanted = ObjectId.fromString(content.hex());
        return objects.read((repository, walk) -> {
            ContentLookup contents = new ContentLookup(walk, workflow);
            for (@Nullable RevCommit commit = Commits.parse(walk, tip);
                    commit != null;
                    commit = firstParent(walk, commit)) {
                if (contents.of(commit).equals(wanted)) {
                    return true;
                }
                requireComplete(repository, commit);
            }
            return false;
        });
    }

    List<CommitId> firstParents(CommitId tip, int limit) {
        return objects.read((repository, walk) -> {
            List<CommitId> commits = new ArrayList<>();
            RevCommit commit = Commits.parse(walk, tip);
            while (commit != null && commits.size() < limit) {
                commits.add(Commits.id(commit));
                commit = firstParent(walk, commit);
            }
            return List.copyOf(commits);
        });
    }

    /** What only their commits tell of revisions. */
    List<Revision> described(List<RevisionHistory.Entry> entries) {
        return objects.read((repository, walk) -> {
            List<Revision> revisions = new ArrayList<>(entries.size());
            for (RevisionHistory.Entry entry : entries) {
                revisions.add(revision(walk, entry));
            }
            return List.copyOf(revisions);
        });
    }

    private static Revision revision(RevWalk walk, RevisionHistory.Entry entry) throws IOException {
        RevCommit commit = Commits.parse(walk, entry.commit());
        walk.parseBody(commit);
        PersonIdent author = commit.getAuthorIdent();
        Revision revision = new Revision(
                entry.number(),
                entry.commit(),
                entry.content(),
                author == null ? "" : author.getName(),
                author == null ? Instant.ofEpochSecond(commit.getCommitTime()) : author.getWhenAsInstant(),
                commit.getFirstMessageLine());
        commit.disposeBody();
        return revision;
    }

    private static @Nullable RevCommit firstParent(RevWalk walk, RevCommit commit) throws IOException {
        if (commit.getParentCount() == 0) {
            return null;
        }
        RevCommit parent = commit.getParent(0);
        walk.parseHeaders(parent);
        return parent;
    }

    private void requireComplete(Repository repository, RevCommit commit) throws IOException {
        if (commit.getParentCount() == 0
                && repository.getObjectDatabase().getShallowCommits().contains(commit)) {
            throw cutOff();
        }
    }

    private static boolean isShallow(Repository repository) throws IOException {
        return !repository.getObjectDatabase().getShallowCommits().isEmpty();
    }

    private RepositoryException cutOff() {
        return Commits.cutOff(objects.location());
    }
}
