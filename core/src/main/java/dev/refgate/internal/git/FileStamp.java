package dev.refgate.internal.git;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What tells one content of a file from the next without reading it.
 *
 * @param kind links are not followed
 * @param size in bytes
 * @param modified nanoseconds since 1970
 * @param changed like {@code modified}, but nobody can set it; the same where the file system has none
 * @param identity which file it is: Git replaces files by new ones; 0 where the file system does not say
 */
record FileStamp(Kind kind, long size, long modified, long changed, long identity) {
    static final FileStamp ABSENT = new FileStamp(Kind.ABSENT, 0, 0, 0, 0);

    private static final String ATTRIBUTES = "unix:isRegularFile,isSymbolicLink,size,lastModifiedTime,ctime,ino";
    /** File systems keep times in ticks of up to 2 s; two changes within one tick may leave one stamp. */
    private static final long LONGEST_TICK = TimeUnit.SECONDS.toNanos(2);

    enum Kind {
        ABSENT,
        FILE,
        LINK,
        OTHER
    }

    static FileStamp of(Path path) throws IOException {
        try {
            return path.getFileSystem().supportedFileAttributeViews().contains("unix") ? unix(path) : basic(path);
        } catch (FileSystemException e) {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
            return ABSENT;
        }
    }

    /** Whether any later change of the file is sure to give it another stamp, when this one was taken at {@code time}. */
    boolean isReliableAt(long time) {
        return Math.max(modified, changed) + LONGEST_TICK < time;
    }

    /** The time, as stamps count it. */
    static long now() {
        return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }

    private static FileStamp unix(Path path) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        return new FileStamp(
                kind((Boolean) attributes.get("isRegularFile"), (Boolean) attributes.get("isSymbolicLink")),
                (Long) attributes.get("size"),
                ((FileTime) attributes.get("lastModifiedTime")).to(TimeUnit.NANOSECONDS),
                ((FileTime) attributes.get("ctime")).to(TimeUnit.NANOSECONDS),
                (Long) attributes.get("ino"));
    }

    private static FileStamp basic(Path path) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        long modified = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
        return new FileStamp(
                kind(attributes.isRegularFile(), attributes.isSymbolicLink()),
                attributes.size(),
                modified,
                modified,
                0);
    }

    private static Kind kind(boolean regularFile, boolean symbolicLink) {
        if (regularFile) {
            return Kind.FILE;
        }
        return symbolicLink ? Kind.LINK : Kind.OTHER;
    }
}
