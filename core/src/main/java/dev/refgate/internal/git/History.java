package dev.refgate.internal.git;

import dev.refgate.error.NotFoundException;
import dev.refgate.error.RepositoryException;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.Revision;
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
import org.jspecify.annotations.Nullable;

/** Asks the commits, from a tip backwards. */
final class History {
    private final ObjectAccess objects;
    private final String location;

    History(ObjectAccess objects, String location) {
        this.objects = objects;
        this.location = location;
    }

    boolean isReachable(CommitId commit, List<CommitId> tips) {
        if (tips.contains(commit)) {
            return true;
        }
        return exists(commit) && objects.read((repository, walk) -> isMerged(repository, walk, commit, tips));
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

    List<Revision> revisions(WorkflowId workflow, CommitId tip) {
        return objects.read((repository, walk) -> {
            List<RevCommit> changes = changes(repository, walk, workflow, tip);
            ContentLookup contents = new ContentLookup(walk, workflow);
            List<Revision> revisions = new ArrayList<>();
            int number = changes.size();
            for (RevCommit commit : changes) {
                revisions.add(revision(walk, commit, number--, contents.of(commit)));
            }
            return List.copyOf(revisions);
        });
    }

    /** The commits that brought new content, newest first. */
    private List<RevCommit> changes(Repository repository, RevWalk walk, WorkflowId workflow, CommitId tip)
            throws IOException {
        ContentLookup contents = new ContentLookup(walk, workflow);
        List<RevCommit> changes = new ArrayList<>();
        RevCommit commit = Commits.parse(walk, tip);
        ObjectId content = contents.of(commit);
        while (commit != null) {
            requireComplete(repository, commit);
            RevCommit parent = firstParent(walk, commit);
            ObjectId before = parent == null ? ObjectId.zeroId() : contents.of(parent);
            if (!content.equals(before) && !content.equals(ObjectId.zeroId())) {
                changes.add(commit);
            }
            commit = parent;
            content = before;
        }
        return changes;
    }

    private static Revision revision(RevWalk walk, RevCommit commit, int number, ObjectId content) throws IOException {
        walk.parseBody(commit);
        PersonIdent author = commit.getAuthorIdent();
        Revision revision = new Revision(
                number,
                Commits.id(commit),
                new ContentId(content.name()),
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
        return new RepositoryException(
                "repository: " + location + " is a shallow clone, its history is cut off (expected "
                        + "the whole history; run git -C " + location + " fetch --unshallow, or give actions/checkout "
                        + "fetch-depth: 0)");
    }
}
