package dev.refgate.internal.git;

import dev.refgate.environment.EnvironmentRef;
import dev.refgate.error.RepositoryException;
import dev.refgate.repository.CommitId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;

/** A repository of this machine, as far as it says where others are. Of its configuration nothing else is looked at. */
public final class GitClone {
    private static final String REMOTE = "remote";

    private final GitFolders folders;
    private final FileBasedConfig config;
    private final RefFiles refs;

    private GitClone(GitFolders folders, FileBasedConfig config) {
        this.folders = folders;
        this.config = config;
        this.refs = new RefFiles(folders);
    }

    /**
     * @throws RepositoryException when there is no repository at {@code path} or above it
     */
    public static GitClone at(Path path) {
        IsolatedSystemReader.install();
        GitFolders folders = GitFolders.find(path);
        FileBasedConfig config =
                new FileBasedConfig(folders.commonDir().resolve("config").toFile(), FS.DETECTED);
        try {
            config.load();
        } catch (IOException | ConfigInvalidException e) {
            throw new RepositoryException("repository: " + config.getFile() + " cannot be read: " + e.getMessage(), e);
        }
        return new GitClone(folders, config);
    }

    /** The work tree, or the bare repository. */
    public Path root() {
        return folders.root();
    }

    /** What all of its work trees share: {@code .git}, or the bare repository. */
    public Path commonFolder() {
        return folders.commonDir();
    }

    public Optional<Path> workTree() {
        return folders.root().equals(folders.gitDir()) ? Optional.empty() : Optional.of(folders.root());
    }

    /** The names of all remotes that have an address. */
    public List<String> remotes() {
        return config.getSubsections(REMOTE).stream()
                .filter(name -> url(name).isPresent())
                .toList();
    }

    /** {@code remote.NAME.url}; the first when there are several. */
    public Optional<String> url(String remote) {
        return Optional.ofNullable(config.getString(REMOTE, remote, "url"));
    }

    /** {@code remote.NAME.pushurl}. */
    public Optional<String> pushUrl(String remote) {
        return Optional.ofNullable(config.getString(REMOTE, remote, "pushurl"));
    }

    /**
     * The parents of the commit that is checked out, as it says itself: also where the clone is shallow and does not have
     * them.
     *
     * @return none when nothing is committed
     */
    public List<CommitId> headParents() {
        try (ObjectAccess access = new ObjectAccess(folders)) {
            return access.read((repository, walk) -> {
                ObjectId head = repository.resolve(Constants.HEAD);
                return head == null
                        ? List.<CommitId>of()
                        : Stream.of(RevCommit.parse(repository
                                                .open(head, Constants.OBJ_COMMIT)
                                                .getBytes())
                                        .getParents())
                                .map(parent -> new CommitId(parent.name()))
                                .toList();
            });
        }
    }

    /** Whether a branch was there when the remote was last fetched. */
    public boolean tracks(String remote, String ref) {
        if (!ref.startsWith(EnvironmentRef.BRANCH_PREFIX)) {
            return false;
        }
        try {
            return refs.resolve("refs/remotes/" + remote + "/" + ref.substring(EnvironmentRef.BRANCH_PREFIX.length()))
                    .isPresent();
        } catch (IOException e) {
            throw ObjectAccess.damaged(folders.root(), e);
        }
    }
}
