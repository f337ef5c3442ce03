package dev.refgate.internal.git;

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
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Deployments in a remote: read from its mirror, written there as objects, and made real by a push. */
public final class GitRemoteDeployments implements DeploymentStore, AutoCloseable {
    private final GitMirror mirror;
    private final GitDeployments local;

    private GitRemoteDeployments(GitMirror mirror, GitDeployments local) {
        this.mirror = mirror;
        this.local = local;
    }

    /**
     * @param copy what was opened of the mirror
     */
    public static GitRemoteDeployments over(GitMirror mirror, GitWorkflowRepository copy) {
        return new GitRemoteDeployments(mirror, GitDeployments.of(copy));
    }

    @Override
    public String location() {
        return mirror.remote().location().shown();
    }

    @Override
    public Optional<PointerTip> tip(String ref) {
        return local.tip(ref);
    }

    @Override
    public List<String> refs(String prefix) {
        return local.refs(prefix);
    }

    @Override
    public CommitId emptyRoot() {
        return local.emptyRoot();
    }

    @Override
    public WorkflowContents contents(CommitId commit) {
        return local.contents(commit);
    }

    @Override
    public List<ContentChange> changes(Optional<CommitId> before, CommitId after) {
        return local.changes(before, after);
    }

    @Override
    public List<HistoryCommit> firstParentHistory(CommitId tip, int limit) {
        return local.firstParentHistory(tip, limit);
    }

    @Override
    public List<CommitNote> notes(CommitId tip, int limit) {
        return local.notes(tip, limit);
    }

    @Override
    public Optional<AnnotatedTag> tag(String ref) {
        return local.tag(ref);
    }

    @Override
    public ContentId writeFolder(SortedMap<String, byte[]> files) {
        return local.writeFolder(files);
    }

    @Override
    public CommitId writeCommit(NewCommit commit) {
        return local.writeCommit(commit);
    }

    @Override
    public ObjectName writeTag(NewTag tag) {
        return local.writeTag(tag);
    }

    /** The remote keeps its own logs, so the reason stays here. */
    @Override
    public MoveOutcome move(List<RefMove> moves, String reason) {
        return mirror.push(moves);
    }

    @Override
    public void close() {
        local.close();
    }
}
