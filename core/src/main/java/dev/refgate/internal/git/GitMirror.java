package dev.refgate.internal.git;

import dev.refgate.error.RemoteException;
import dev.refgate.error.RepositoryException;
import dev.refgate.promotion.MoveOutcome;
import dev.refgate.promotion.RefMove;
import dev.refgate.remote.Remote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bare copy of a remote: the same branches, tags and pull request heads under the same names, and its HEAD. Whoever reads
 * repositories reads it like any other. Nothing in it is anybody's only copy, so what is damaged is thrown away and made anew.
 * For many threads and processes.
 *
 * <p>Refs of the mirror follow the remote and nothing else moves them: a deployment is written here as objects, pushed,
 * and comes back with the next fetch.
 */
public final class GitMirror {
    private static final Logger LOG = LoggerFactory.getLogger(GitMirror.class);
    private static final String MAKING = ".making";
    private static final String DAMAGED = ".damaged";

    private final Path folder;
    private final Remote remote;
    private final MirrorLock lock;

    private GitMirror(Path folder, Remote remote) {
        this.folder = folder;
        this.remote = remote;
        this.lock = new MirrorLock(
                folder.resolveSibling(folder.getFileName() + ".lock"),
                remote.timeouts().whole());
    }

    /**
     * The mirror in a folder, which need not be there yet. Nothing is read or written before it is used.
     *
     * @param folder for this mirror alone; files beside it begin with its name
     */
    public static GitMirror at(Path folder, Remote remote) {
        IsolatedSystemReader.install();
        return new GitMirror(folder.toAbsolutePath().normalize(), remote);
    }

    /** Where it is. */
    public Path folder() {
        return folder;
    }

    /** What it is a mirror of. */
    Remote remote() {
        return remote;
    }

    /** Whether it was fetched at least once, so that it can be read. */
    public boolean isThere() {
        return Files.isRegularFile(folder.resolve("HEAD"));
    }

    /**
     * Brings it up to date, and makes it when it is not there or damaged.
     *
     * @throws RemoteException when the remote cannot be read; the mirror is as it was
     * @throws RepositoryException when the mirror cannot be written
     */
    public void refresh() {
        lock.holding(() -> {
            removeRemains();
            if (!isThere()) {
                make();
                return true;
            }
            try {
                fetchInto(folder);
            } catch (Damaged e) {
                LOG.warn("mirror {} is damaged and made anew: {}", folder, e.getMessage());
                make();
            }
            return true;
        });
    }

    /** The mirror itself is not in order. */
    static final class Damaged extends RuntimeException {
        private static final long serialVersionUID = 1;

        Damaged(String message, Throwable cause) {
            super(message, cause);
        }

        Damaged(String message) {
            super(message);
        }
    }

    private void fetchInto(Path place) {
        try (Repository repository = open(place)) {
            new MirrorFetch(remote, repository).fetch();
        } catch (IOException e) {
            throw new Damaged(e.toString(), e);
        }
    }

    /** Beside its place, and then in one step to it: whoever looks sees none or a whole one. */
    private void make() {
        Path making = beside(MAKING);
        try {
            MirrorFiles.create(making, remote.location());
            try {
                fetchInto(making);
            } catch (Damaged e) {
                throw new RepositoryException(
                        "mirror: " + making + " cannot be made: " + e.getMessage()
                                + " (check the permissions of its folder, and the space on its disk)",
                        e);
            }
            if (Files.exists(folder)) {
                Files.move(folder, beside(DAMAGED), StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(making, folder, StandardCopyOption.ATOMIC_MOVE);
            MirrorFiles.delete(beside(DAMAGED));
        } catch (IOException e) {
            throw unwritable(e);
        } finally {
            deleteQuietly(making);
        }
    }

    private Path beside(String suffix) {
        return folder.resolveSibling(folder.getFileName() + suffix);
    }

    /** What a process left that was killed; nobody else is here now. */
    private void removeRemains() {
        deleteQuietly(beside(MAKING));
        deleteQuietly(beside(DAMAGED));
        try {
            for (Path left : MirrorFiles.refLocks(folder)) {
                LOG.info("removing {}, which a process that was killed has left", left);
                Files.deleteIfExists(left);
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static void deleteQuietly(Path path) {
        try {
            MirrorFiles.delete(path);
        } catch (IOException e) {
            LOG.debug("{} stays: {}", path, e.toString());
        }
    }

    private RepositoryException unwritable(IOException e) {
        return new RepositoryException(
                "mirror: " + folder + " cannot be written: " + e
                        + " (check the permissions of its folder, and the space on its disk)",
                e);
    }

    /**
     * Moves refs of the remote by compare-and-set, and then follows it.
     *
     * @throws RemoteException when the remote was not reached, so that nothing was moved
     */
    MoveOutcome push(List<RefMove> moves) {
        return new LeasedPush(this).push(moves);
    }

    /** For a caller's own use, to be closed. */
    Repository open() throws IOException {
        return open(folder);
    }

    private static Repository open(Path place) throws IOException {
        return new FileRepositoryBuilder()
                .setGitDir(place.toFile())
                .setBare()
                .setMustExist(true)
                .build();
    }

    /** Where the mirror of a remote is below a folder of mirrors. */
    public static Path in(Path mirrors, Remote remote) {
        return mirrors.resolve(MirrorFiles.name(remote.location().address().getBytes(StandardCharsets.UTF_8)) + ".git");
    }
}
