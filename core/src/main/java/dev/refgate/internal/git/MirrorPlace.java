package dev.refgate.internal.git;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place of a mirror: a symbolic link to the folder that holds it. Another one is put there by replacing the link, which
 * is one step for whoever opens a file through it: there is no moment without a mirror. What a reader has open stays readable.
 */
final class MirrorPlace {
    private static final Logger LOG = LoggerFactory.getLogger(MirrorPlace.class);
    private static final String NUMBER = ".n";
    private static final String MOVING = ".moving";
    private static final String COMPACT = ".c";
    static final String MARK = "refgate-fetched";

    private final Path link;

    MirrorPlace(Path link) {
        this.link = link;
    }

    /** A name for a new folder beside the link. */
    Path next() {
        return beside(NUMBER + Long.toHexString(System.nanoTime()));
    }

    /** A name for a new folder that stays beside the link until it is given another name. */
    Path compact() {
        return beside(COMPACT + Long.toHexString(System.nanoTime()));
    }

    /** The folder that is the mirror now; empty when none is. */
    Optional<Path> current() throws IOException {
        return Files.isSymbolicLink(link)
                ? Optional.of(link.resolveSibling(Files.readSymbolicLink(link)))
                : Optional.empty();
    }

    private Path beside(String suffix) {
        return link.resolveSibling(link.getFileName() + suffix);
    }

    /** Makes a folder the mirror. */
    void put(Path folder) throws IOException {
        Path moving = beside(MOVING);
        Files.deleteIfExists(moving);
        Files.createSymbolicLink(moving, folder.getFileName());
        if (Files.isDirectory(link, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(link, next(), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(moving, link, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes the folders that are not the mirror, or not any more. */
    void removeRemains() {
        remove(NUMBER);
    }

    /** Removes the copies that nobody brought to an end. */
    void removeCompact() {
        remove(COMPACT);
    }

    private void remove(String infix) {
        Path parent = link.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, path -> isBeside(path, infix))) {
            Optional<Path> current = current();
            for (Path folder : folders) {
                if (!current.equals(Optional.of(folder))) {
                    MirrorFiles.delete(folder);
                }
            }
        } catch (IOException e) {
            LOG.warn("mirror {}: what is not needed any more cannot be removed: {}", link, e.toString());
        }
    }

    private boolean isBeside(Path path, String infix) {
        return path.getFileName().toString().startsWith(link.getFileName() + infix);
    }

    /** Notes in a mirror that it is like its remote now. */
    static void mark(Path folder) throws IOException {
        Files.writeString(folder.resolve(MARK), Instant.now() + "\n");
    }

    /** When it was noted last. */
    Optional<Instant> markedAt() {
        try {
            return Optional.of(Files.getLastModifiedTime(link.resolve(MARK)).toInstant());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
