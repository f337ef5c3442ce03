package dev.refgate.internal.git;

import dev.refgate.error.NotFoundException;
import dev.refgate.promotion.Actor;
import dev.refgate.promotion.AnnotatedTag;
import dev.refgate.promotion.CommitNote;
import dev.refgate.promotion.ContentChange;
import dev.refgate.promotion.DeploymentStore;
import dev.refgate.promotion.HistoryCommit;
import dev.refgate.promotion.MoveOutcome;
import dev.refgate.promotion.NewCommit;
import dev.refgate.promotion.NewTag;
import dev.refgate.promotion.ObjectName;
import dev.refgate.promotion.PointerTip;
import dev.refgate.promotion.RefMove;
import dev.refgate.promotion.WorkflowContents;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** Deployments in a Git repository on disk, which is itself the truth: its refs are moved in place. */
public final class GitDeployments implements DeploymentStore, AutoCloseable {
    private final GitFolders folders;
    private final ObjectAccess objects;
    private final RefFiles refs;
    private final GitDeploymentObjects writer;
    private final GitDeploymentMoves mover;
    private final GitDeploymentTrees trees;
    private final CommitNotes notes;

    private GitDeployments(GitFolders folders, RawTrees trees, Consumer<String> steps) {
        this.folders = folders;
        this.trees = new GitDeploymentTrees(trees);
        this.objects = new ObjectAccess(folders);
        this.notes = new CommitNotes(folders);
        this.refs = new RefFiles(folders);
        this.writer = new GitDeploymentObjects(objects, this.trees, steps);
        this.mover = new GitDeploymentMoves(folders, objects, refs, steps);
    }

    /**
     * Opens a repository, as {@link GitWorkflowRepository#open} does.
     *
     * @throws dev.refgate.error.RepositoryException when no repository is there, or none that can be read
     */
    static GitDeployments open(Path path) {
        return open(path, step -> {});
    }

    /** Of a repository that is open; the trees that either reads, both remember. */
    public static GitDeployments of(GitWorkflowRepository repository) {
        return new GitDeployments(repository.folders(), repository.trees(), step -> {});
    }

    /**
     * @param steps is told each step of a write or a move before it is made: tests kill the process there
     */
    static GitDeployments open(Path path, Consumer<String> steps) {
        IsolatedSystemReader.install();
        GitFolders folders = GitFolders.find(path);
        RepositoryFormat.check(folders);
        return new GitDeployments(folders, new RawTrees(), steps);
    }

    @Override
    public String location() {
        return folders.root().toString();
    }

    @Override
    public Optional<PointerTip> tip(String ref) {
        RefFiles.requireFullName(ref);
        return objects.read((repository, walk) -> {
            Optional<ObjectId> id = refs.resolve(ref).map(RefFiles.Value::object);
            if (id.isEmpty()) {
                return Optional.empty();
            }
            RevObject target = walk.peel(walk.parseAny(id.get()));
            if (!(target instanceof RevCommit commit)) {
                throw new NotFoundException(
                        "ref: " + ref + " leads to " + target.name() + ", which is no commit (expected a commit)");
            }
            return Optional.of(new PointerTip(new ObjectName(id.get().name()), Commits.id(commit)));
        });
    }

    @Override
    public List<String> refs(String prefix) {
        return objects.read((repository, walk) -> repository.getRefDatabase().getRefsByPrefix(prefix).stream()
                .map(Ref::getName)
                .sorted()
                .toList());
    }

    @Override
    public CommitId emptyRoot() {
        return writer.emptyRoot();
    }

    @Override
    public WorkflowContents contents(CommitId commit) {
        return objects.read((repository, walk) -> trees.contents(
                walk.getObjectReader(), Commits.parse(walk, commit).getTree()));
    }

    @Override
    public List<ContentChange> changes(Optional<CommitId> before, CommitId after) {
        return objects.read((repository, walk) -> {
            ObjectId old = before.isEmpty()
                    ? GitDeploymentObjects.EMPTY_TREE
                    : Commits.parse(walk, before.get()).getTree();
            return trees.changes(
                    walk.getObjectReader(), old, Commits.parse(walk, after).getTree());
        });
    }

    @Override
    public List<HistoryCommit> firstParentHistory(CommitId tip, int limit) {
        return objects.read((repository, walk) -> {
            walk.setRetainBody(true);
            List<HistoryCommit> commits = new ArrayList<>();
            Optional<RevCommit> next = Optional.of(Commits.parse(walk, tip));
            while (next.isPresent() && commits.size() < limit) {
                RevCommit commit = next.get();
                walk.parseBody(commit);
                next = firstParent(walk, commit);
                if (next.isEmpty()) {
                    notes.requireComplete(repository, commit);
                }
                commits.add(historyCommit(walk, commit, next));
            }
            return List.copyOf(commits);
        });
    }

    @Override
    public List<CommitNote> notes(CommitId tip, int limit) {
        return objects.read((repository, walk) -> notes.read(repository, walk, tip, limit));
    }

    private static Optional<RevCommit> firstParent(RevWalk walk, RevCommit commit) throws IOException {
        return commit.getParentCount() == 0 ? Optional.empty() : Optional.of(walk.parseCommit(commit.getParent(0)));
    }

    private HistoryCommit historyCommit(RevWalk walk, RevCommit commit, Optional<RevCommit> parent) throws IOException {
        ObjectId before = parent.<ObjectId>map(RevCommit::getTree).orElse(GitDeploymentObjects.EMPTY_TREE);
        HistoryCommit read = new HistoryCommit(
                Commits.id(commit),
                CommitNotes.parents(commit),
                commit.getFullMessage(),
                actor(commit.getAuthorIdent()),
                Instant.ofEpochSecond(Integer.toUnsignedLong(commit.getCommitTime())),
                trees.changes(walk.getObjectReader(), before, commit.getTree()));
        commit.disposeBody();
        return read;
    }

    private static Actor actor(@Nullable PersonIdent ident) {
        return ident == null ? Actor.claimed("unknown", "") : Actor.claimed(ident.getName(), ident.getEmailAddress());
    }

    @Override
    public Optional<AnnotatedTag> tag(String ref) {
        RefFiles.requireFullName(ref);
        return objects.read((repository, walk) -> {
            walk.setRetainBody(true);
            Optional<ObjectId> id = refs.resolve(ref).map(RefFiles.Value::object);
            if (id.isEmpty() || !(walk.parseAny(id.get()) instanceof RevTag tag)) {
                return Optional.empty();
            }
            walk.parseBody(tag);
            if (!(walk.peel(tag) instanceof RevCommit commit)) {
                return Optional.empty();
            }
            PersonIdent tagger = tag.getTaggerIdent();
            return Optional.of(new AnnotatedTag(
                    ref,
                    new ObjectName(tag.name()),
                    Commits.id(commit),
                    tag.getFullMessage(),
                    actor(tagger),
                    tagger == null ? Instant.EPOCH : tagger.getWhenAsInstant()));
        });
    }

    @Override
    public ContentId writeFolder(SortedMap<String, byte[]> files) {
        return writer.writeFolder(files);
    }

    @Override
    public CommitId writeCommit(NewCommit commit) {
        return writer.writeCommit(commit);
    }

    @Override
    public ObjectName writeTag(NewTag tag) {
        return writer.writeTag(tag);
    }

    @Override
    public MoveOutcome move(List<RefMove> moves, String reason) {
        return mover.move(moves, reason);
    }

    @Override
    public void close() {
        objects.close();
    }
}
