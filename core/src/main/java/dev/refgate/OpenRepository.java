package dev.refgate;

import dev.refgate.error.RepositoryException;
import dev.refgate.internal.git.GitDeployments;
import dev.refgate.internal.git.GitMirror;
import dev.refgate.internal.git.GitRemoteDeployments;
import dev.refgate.internal.git.GitWorkflowRepository;
import dev.refgate.promotion.DeploymentStore;
import dev.refgate.remote.Remote;
import dev.refgate.repository.WorkflowRepository;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A repository that was opened.
 *
 * @param files what is read of it
 * @param deployments how its environments move
 * @param headBranch the source branch where nobody says which; empty where that is found out later
 * @param refreshing reads a remote again
 * @param moving the same, before environments move
 * @param closing closes all of it
 */
record OpenRepository(
        WorkflowRepository files,
        DeploymentStore deployments,
        Optional<String> headBranch,
        Runnable refreshing,
        Runnable moving,
        Runnable closing) {

    /** One on disk: everything is always read as it is. */
    static OpenRepository at(Path repository) {
        try (Opening opening = new Opening()) {
            GitWorkflowRepository files = GitWorkflowRepository.open(repository);
            opening.keep(files::close);
            GitDeployments deployments = GitDeployments.of(files);
            opening.keep(deployments::close);
            return opening.done(
                    new OpenRepository(files, deployments, Optional.empty(), () -> {}, () -> {}, opening.closing()));
        }
    }

    /** A remote, fetched into a mirror now. */
    static OpenRepository of(Remote remote, Path mirror, Optional<Path> workTree) {
        GitMirror copy = GitMirror.at(mirror, remote);
        copy.refresh();
        return over(copy, workTree, copy::refresh, new FirstCallFree(copy::refresh));
    }

    /** The copy of a remote as it is; made anew where it cannot be opened. */
    static OpenRepository of(RemoteMirror mirror) {
        GitMirror copy = mirror.copy();
        try {
            return over(copy, Optional.empty(), mirror::fetch, mirror::fetch);
        } catch (RepositoryException e) {
            copy.renew();
            return over(copy, Optional.empty(), mirror::fetch, mirror::fetch);
        }
    }

    private static OpenRepository over(GitMirror copy, Optional<Path> workTree, Runnable refreshing, Runnable moving) {
        try (Opening opening = new Opening()) {
            GitWorkflowRepository files = GitWorkflowRepository.open(copy, workTree);
            opening.keep(files::close);
            GitRemoteDeployments deployments = GitRemoteDeployments.over(copy, files);
            opening.keep(deployments::close);
            return opening.done(
                    new OpenRepository(files, deployments, files.headBranch(), refreshing, moving, opening.closing()));
        }
    }
}
