package dev.refgate.internal.git;

import dev.refgate.internal.git.RevisionIndexDecoder.Decoded;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An index on disk, which several processes may use at once. Readers never wait: they take what checks. Of several
 * writers one writes and the others leave it to the next extension. Nothing that is wrong with the file is an error of
 * the caller's: the repository has all of it.
 */
final class RevisionIndexFile {
    private static final Logger LOG = LoggerFactory.getLogger(RevisionIndexFile.class);
    private static final long MAXIMUM = Integer.MAX_VALUE - 64;

    /** What this process is writing now: the system's locks are per process, and any close of the file drops them. */
    private static final Set<Path> WRITING = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final Path lock;
    private final Path draft;

    RevisionIndexFile(Path path) {
        this.path = path.toAbsolutePath().normalize();
        this.lock = this.path.resolveSibling(this.path.getFileName() + ".writer");
        this.draft = this.path.resolveSibling(this.path.getFileName() + ".draft");
    }

    Path path() {
        return path;
    }

    /** What the file has, empty when it has nothing that can be used. */
    RevisionIndexData read() {
        Decoded decoded = decode();
        if (decoded.problem() != null) {
            LOG.warn(
                    "index {}: {}; making it anew after {} commits that check",
                    path,
                    decoded.problem(),
                    decoded.data().commitCount());
        }
        return decoded.data();
    }

    /** Brings the file up to {@code data}, if it can be written and nobody else is writing it. */
    void write(RevisionIndexData data) {
        if (!WRITING.add(path)) {
            return;
        }
        try {
            Files.createDirectories(path.getParent());
            writeLocked(data);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn("index {}: cannot be written, kept in memory: {}", path, e.toString());
        } finally {
            WRITING.remove(path);
        }
    }

    private void writeLocked(RevisionIndexData data) throws IOException {
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            if (held != null) {
                bringUpTo(data);
            }
        }
    }

    private void bringUpTo(RevisionIndexData data) throws IOException {
        Decoded stored = decode();
        if (stored.length() == 0 || !(stored.data().beginsOf(data) || data.beginsOf(stored.data()))) {
            replace(data);
        } else if (stored.data().commitCount() < data.commitCount() || stored.problem() != null) {
            append(data, stored);
        }
    }

    /** Cuts off what does not check, and appends what is missing. A crash leaves a segment that does not check. */
    private void append(RevisionIndexData data, Decoded stored) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.truncate(stored.length());
            if (stored.data().commitCount() < data.commitCount()) {
                writeFully(channel.position(stored.length()), RevisionIndexFormat.segment(data, stored.data()));
            }
        }
    }

    private void replace(RevisionIndexData data) throws IOException {
        try (FileChannel channel = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            writeFully(channel, RevisionIndexFormat.head(data));
            writeFully(channel, RevisionIndexFormat.segment(data, RevisionIndexData.EMPTY));
            channel.force(true);
        }
        Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void writeFully(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }

    private Decoded decode() {
        try {
            if (Files.size(path) > MAXIMUM) {
                return new Decoded(RevisionIndexData.EMPTY, 0, "too large");
            }
            return RevisionIndexDecoder.decode(Files.readAllBytes(path));
        } catch (NoSuchFileException e) {
            return new Decoded(RevisionIndexData.EMPTY, 0, null);
        } catch (IOException e) {
            return new Decoded(RevisionIndexData.EMPTY, 0, e.toString());
        }
    }
}
