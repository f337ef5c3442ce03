package dev.refgate.internal.git;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
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
            return read(path);
        } catch (NoSuchFileException e) {
            return ABSENT;
        } catch (FileSystemException e) {
            // A file where a folder is expected: nothing can be below it.
            return Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? read(path) : ABSENT;
        }
    }

    private static FileStamp read(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix") ? unix(path) : basic(path);
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
                kind(
                        value(attributes, "isRegularFile", Boolean.class),
                        value(attributes, "isSymbolicLink", Boolean.class)),
                value(attributes, "size", Long.class),
                value(attributes, "lastModifiedTime", FileTime.class).to(TimeUnit.NANOSECONDS),
                value(attributes, "ctime", FileTime.class).to(TimeUnit.NANOSECONDS),
                value(attributes, "ino", Long.class));
    }

    private static <T> T value(Map<String, Object> attributes, String name, Class<T> type) {
        return type.cast(Objects.requireNonNull(attributes.get(name), name));
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
