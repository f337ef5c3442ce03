package dev.refgate.internal.git;

import dev.refgate.error.RepositoryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Files on disk, links not followed. */
final class Disk {

    private Disk() {}

    static boolean isFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    static byte[] read(Path file, String displayPath, int limit) {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            Blobs.requireSize(displayPath, Files.size(file), limit);
            byte[] content = in.readNBytes(limit);
            // It may have grown since.
            Blobs.requireSize(displayPath, (long) content.length + in.available(), limit);
            return content;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static RepositoryException unreadable(Path path, IOException cause) {
        return new RepositoryException(
                "file: " + path + " cannot be read: " + cause + " (check its permissions)", cause);
    }
}
