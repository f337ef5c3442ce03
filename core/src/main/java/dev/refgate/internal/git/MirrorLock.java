package dev.refgate.internal.git;

import dev.refgate.error.RepositoryException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets one at a time change a mirror, of all threads and processes. The lock is the operating system's: a process that is
 * killed leaves none behind. The file stays, since whoever removed it would lock another one than the next.
 */
final class MirrorLock {
    /** File locks belong to the process, so its threads need one of their own. */
    private static final ConcurrentMap<Path, ReentrantLock> OF_THIS_PROCESS = new ConcurrentHashMap<>();

    private static final long PAUSE_MILLIS = 20;

    private final Path file;
    private final Duration patience;

    MirrorLock(Path file, Duration patience) {
        this.file = file;
        this.patience = patience;
    }

    /**
     * @throws RepositoryException when others hold the lock for longer than {@code patience}, or it cannot be made
     */
    <T> T holding(Supplier<T> work) {
        long deadline = System.nanoTime() + patience.toNanos();
        ReentrantLock own = OF_THIS_PROCESS.computeIfAbsent(file, any -> new ReentrantLock(true));
        try {
            if (!own.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
            try (FileChannel channel = open();
                    FileLock lock = acquire(channel, deadline)) {
                if (!lock.isValid()) {
                    throw busy();
                }
                return work.get();
            } finally {
                own.unlock();
            }
        } catch (IOException e) {
            throw new RepositoryException(
                    "mirror: " + file + " cannot be written: " + e
                            + " (check its permissions, and the space on its disk)",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RepositoryException("interrupted while waiting for " + file, e);
        }
    }

    private FileChannel open() throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private FileLock acquire(FileChannel channel, long deadline) throws IOException, InterruptedException {
        @Nullable FileLock lock = channel.tryLock();
        while (lock == null) {
            if (System.nanoTime() - deadline > 0) {
                throw busy();
            }
            Thread.sleep(PAUSE_MILLIS);
            lock = channel.tryLock();
        }
        return lock;
    }

    private RepositoryException busy() {
        return new RepositoryException("mirror: another process has had " + file + " locked for more than "
                + patience.toSeconds() + " s (it fetches from the remote; wait for it, or end it)");
    }
}
