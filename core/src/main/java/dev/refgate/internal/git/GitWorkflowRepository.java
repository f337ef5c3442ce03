package dev.refgate.internal.git;

import dev.refgate.environment.EnvironmentRef;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.Revision;
import dev.refgate.repository.RevisionHistory;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowRepository;
import dev.refgate.repository.WorkflowTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;

/** A Git repository on disk. */
public final class GitWorkflowRepository implements WorkflowRepository {
    private final GitFolders folders;
    private final String location;
    private final Optional<Path> workTree;
    private final ObjectAccess objects;
    private final RawTrees trees = new RawTrees();
    private final RefFiles refs;
    private final RefTips tips;
    private final History history;
    private final RevisionIndex index;

    private final Runnable onDamage;

    private GitWorkflowRepository(GitFolders folders, String location, Optional<Path> workTree, Runnable onDamage) {
        this.folders = folders;
        this.location = location;
        this.workTree = workTree;
        this.onDamage = onDamage;
        this.objects = new ObjectAccess(folders, onDamage);
        this.refs = new RefFiles(folders);
        this.tips = new RefTips(refs, objects, FileStamp::now);
        this.history = new History(objects);
        this.index = new RevisionIndex(objects, RevisionIndex.defaultFile(folders.commonDir(), "source"));
    }

    /**
     * Opens a repository, cut off from the configuration of the machine and the user. From then on all of JGit in this
     * class loader is.
     *
     * @param path a work tree or a folder in it, its {@code .git}, a bare repository, or a linked work tree
     * @throws dev.refgate.error.RepositoryException when no repository is there, or none that can be read: it must have
     *     SHA-1 ids and keep its refs in files
     */
    public static GitWorkflowRepository open(Path path) {
        IsolatedSystemReader.install();
        GitFolders folders = GitFolders.find(path);
        RepositoryFormat.check(folders);
        return new GitWorkflowRepository(
                folders,
                folders.root().toString(),
                folders.root().equals(folders.gitDir()) ? Optional.empty() : Optional.of(folders.root()),
                () -> {});
    }

    /**
     * Opens the mirror of a remote, which then goes by the remote's address.
     *
     * @param mirror one that is there
     * @param workTree of a clone of the remote, if there is one
     * @throws dev.refgate.error.RepositoryException as {@link #open(Path)}
     */
    public static GitWorkflowRepository open(GitMirror mirror, Optional<Path> workTree) {
        GitFolders folders = GitFolders.find(mirror.folder());
        RepositoryFormat.check(folders);
        return new GitWorkflowRepository(folders, mirror.remote().location().shown(), workTree, mirror::suspect);
    }

    GitFolders folders() {
        return folders;
    }

    RawTrees trees() {
        return trees;
    }

    @Override
    public String location() {
        return location;
    }

    @Override
    public Optional<Path> workTree() {
        return workTree;
    }

    @Override
    public Optional<CommitId> commitAt(String ref) {
        return reading(() -> tips.commitAt(ref));
    }

    @Override
    public Optional<String> headBranch() {
        return reading(() -> refs.symbolicTarget(Constants.HEAD))
                .filter(name -> name.startsWith(EnvironmentRef.BRANCH_PREFIX));
    }

    @Override
    public WorkflowTree treeAt(CommitId commit) {
        return new CommitTree(objects, trees, commit);
    }

    @Override
    public boolean isReachable(CommitId commit, List<CommitId> tips) {
        return history.isReachable(commit, tips);
    }

    @Override
    public boolean isOnBranch(CommitId commit, CommitId tip) {
        return history.isOnBranch(commit, tip);
    }

    @Override
    public List<CommitId> mergeBases(CommitId first, CommitId second) {
        return history.mergeBases(first, second);
    }

    @Override
    public boolean held(WorkflowId workflow, ContentId content, CommitId tip) {
        return history.held(workflow, content, tip);
    }

    @Override
    public List<CommitId> firstParentHistory(CommitId tip, int limit) {
        return history.firstParents(tip, limit);
    }

    @Override
    public List<Revision> revisions(WorkflowId workflow, CommitId tip) {
        List<RevisionHistory.Entry> newestFirst = new ArrayList<>(history(tip).revisions(workflow));
        Collections.reverse(newestFirst);
        return history.described(newestFirst);
    }

    @Override
    public RevisionHistory history(CommitId tip) {
        return index.at(tip);
    }

    @Override
    public CommitId commitNamed(String name) {
        return reading(() -> new CommitNames(objects, tips, this::refNames).find(name));
    }

    @Override
    public List<String> refNames() {
        return objects.read((repository, walk) ->
                repository
                        .getRefDatabase()
                        .getRefsByPrefix(EnvironmentRef.BRANCH_PREFIX, EnvironmentRef.TAG_PREFIX)
                        .stream()
                        .map(Ref::getName)
                        .sorted()
                        .toList());
    }

    @Override
    public void close() {
        objects.close();
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }

    private <T> T reading(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            onDamage.run();
            throw ObjectAccess.damaged(folders.root(), e);
        }
    }
}
