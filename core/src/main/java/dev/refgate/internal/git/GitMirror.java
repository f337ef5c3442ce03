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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bare copy of a remote: the same branches, tags and pull request heads under the same names, and its HEAD. Whoever reads
 * repositories reads it like any other. Nothing in it is anybody's only copy, so what is damaged is thrown away and made anew,
 * while readers go on. For many threads and processes.
 *
 * <p>Refs of the mirror follow the remote and nothing else moves them: a deployment is written here as objects, pushed,
 * and comes back with the next fetch.
 */
public final class GitMirror {
    private static final Logger LOG = LoggerFactory.getLogger(GitMirror.class);

    private final Path folder;
    private final Remote remote;
    private final MirrorPlace place;
    private final MirrorLock lock;
    private final Suspicion suspicion = new Suspicion(System::nanoTime);
    private final AtomicBoolean compacting = new AtomicBoolean();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private GitMirror(Path folder, Remote remote) {
        this.folder = folder;
        this.remote = remote;
        this.place = new MirrorPlace(folder);
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

    /** When it was like the remote the last time; empty when that is not known. */
    public Optional<Instant> fetchedAt() {
        return place.markedAt();
    }

    /** Says that something in it could not be read: the next {@link #refresh} makes it anew, if that was not tried just now. */
    public void suspect() {
        if (suspicion.raise()) {
            LOG.warn("mirror {} has something that cannot be read", folder);
            listeners.forEach(Runnable::run);
        }
    }

    /** Tells {@code listener} when it is suspected to be damaged. */
    public void onSuspicion(Runnable listener) {
        listeners.add(listener);
    }

    /**
     * Brings it up to date, and makes it when it is not there or damaged. Meanwhile it can be read.
     *
     * @throws RemoteException when the remote cannot be read; the mirror is as it was
     * @throws RepositoryException when the mirror cannot be written
     */
    public void refresh() {
        refresh(false);
    }

    /** Makes it anew, as {@link #refresh} does when it is damaged. */
    public void renew() {
        refresh(true);
    }

    private void refresh(boolean anew) {
        lock.holding(() -> {
            removeRemains();
            ClockTick.learn(folder.resolveSibling("."));
            if (anew || suspicion.isRaised() || !isThere()) {
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

    private void fetchInto(Path where) {
        try (Repository repository = open(where)) {
            new MirrorFetch(remote, repository).fetch();
            MirrorPlace.mark(where);
        } catch (IOException e) {
            throw new Damaged(e.toString(), e);
        }
    }

    /** Beside its place, and then in one step to it: whoever reads has the old one or the new one. */
    private void make() {
        Path making = place.next();
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
            place.put(making);
            suspicion.settle();
        } catch (IOException e) {
            throw unwritable(e);
        } finally {
            place.removeRemains();
        }
    }

    /**
     * Makes one pack of its many files when there are many, and leaves out what no ref leads to any more. Meanwhile it can be read and
     * fetched; who wants to fetch waits only for the end of it. One does it at a time.
     *
     * @param keep how long to keep what no ref leads to any more
     * @return whether there was anything to do
     * @throws RepositoryException when it cannot be done; the mirror is as it was
     */
    public boolean compact(Duration keep) {
        if (!compacting.compareAndSet(false, true)) {
            return false;
        }
        try {
            place.removeCompact();
            Optional<Path> current = place.current();
            return current.isPresent() && new ScatteredObjects(folder).isMuch() && compact(current.get(), keep);
        } catch (IOException e) {
            if (MirrorFetch.isDamage(e)) {
                suspect();
            }
            throw new RepositoryException(
                    "mirror: " + folder + " cannot be tidied up: " + e
                            + " (check the space on its disk, which has to hold it twice; it is used as it is)",
                    e);
        } finally {
            compacting.set(false);
        }
    }

    private boolean compact(Path old, Duration keep) throws IOException {
        Path making = place.compact();
        MirrorFiles.create(making, remote.location());
        try (Repository repository = open(old)) {
            MirrorCompaction compaction = new MirrorCompaction(repository, old, making, keep);
            compaction.pack();
            return lock.holding(() -> {
                try {
                    return swap(compaction, old, making);
                } catch (IOException e) {
                    throw unwritable(e);
                }
            });
        } finally {
            place.removeCompact();
        }
    }

    /** While nobody else changes anything. */
    private boolean swap(MirrorCompaction compaction, Path old, Path made) throws IOException {
        if (!place.current().equals(Optional.of(old)) || suspicion.isRaised()) {
            return false;
        }
        compaction.catchUp();
        Path next = place.next();
        Files.move(made, next, StandardCopyOption.ATOMIC_MOVE);
        place.put(next);
        MirrorCompaction.linkLate(old, next);
        place.removeRemains();
        return true;
    }

    /** What a process left that was killed; nobody else changes anything now. */
    private void removeRemains() {
        place.removeRemains();
        try {
            for (Path left : MirrorFiles.remains(folder)) {
                LOG.info("removing {}, which a process that was killed has left", left);
                Files.deleteIfExists(left);
            }
        } catch (IOException e) {
            throw unwritable(e);
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

    static Repository open(Path where) throws IOException {
        return new FileRepositoryBuilder()
                .setGitDir(where.toFile())
                .setBare()
                .setMustExist(true)
                .build();
    }

    /** Where the mirror of a remote is below a folder of mirrors. */
    public static Path in(Path mirrors, Remote remote) {
        return mirrors.resolve(MirrorFiles.name(remote.location().address().getBytes(StandardCharsets.UTF_8)) + ".git");
    }
}
