package dev.refgate.internal.git;

import dev.refgate.error.RepositoryException;
import dev.refgate.repository.WorkflowFolder.FileFacts;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;

/** Files on disk, links not followed. */
final class Disk {

    private static final int BUFFER = 1 << 16;

    private Disk() {}

    static boolean isFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Whether this is a regular file. One that nobody can tell of, for want of permissions, is an error and not absent.
     */
    static boolean isReadableFile(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isRegularFile();
        } catch (AccessDeniedException e) {
            throw unreadable(path, e);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Whether what is at {@code path} has just this name below {@code folder}. It has another one when links lead there,
     * when the name goes up and down, or when the file system does not tell upper from lower case.
     *
     * @param name with {@code /}
     */
    static boolean isNamed(Path folder, Path path, String name) {
        try {
            Path inside = folder.toRealPath();
            Path real = path.toRealPath();
            return real.startsWith(inside)
                    && inside.relativize(real)
                            .toString()
                            .replace(File.separatorChar, '/')
                            .equals(name);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** The facts of a regular file, which is read but never held as a whole. */
    static FileFacts facts(Path file) {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            long size = Files.size(file);
            MessageDigest digest = Constants.newMessageDigest();
            digest.update(Constants.encodeASCII(Constants.TYPE_BLOB + " " + size + "\0"));
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return new FileFacts(size, HexFormat.of().formatHex(digest.digest()), executable(file));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** As git tells it: by the owner's permission; empty on file systems that have none. */
    private static Optional<Boolean> executable(Path file) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        return view == null
                ? Optional.empty()
                : Optional.of(view.readAttributes().permissions().contains(PosixFilePermission.OWNER_EXECUTE));
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
