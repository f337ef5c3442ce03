package dev.refgate.internal.git;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.NotFoundException;
import dev.refgate.error.RepositoryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/**
 * Reads refs from their files, always the loose file before {@code packed-refs}: {@code git pack-refs} writes the
 * second before it removes the first. JGit reads them the other way round and can so give an old answer.
 */
final class RefFiles {
    private static final String SYMBOLIC = "ref:";
    private static final int LONGEST_CHAIN = 5;
    private static final int LONGEST_LOOSE_FILE = 8192;
    private static final int ID_DIGITS = 40;

    private final GitFolders folders;
    private final Path packed;

    RefFiles(GitFolders folders) {
        this.folders = folders;
        this.packed = folders.commonDir().resolve("packed-refs");
    }

    /** The file that holds all refs that have no file of their own. */
    Path packedFile() {
        return packed;
    }

    /** The file that a ref has for itself, if it has one. */
    Path looseFile(String ref) {
        boolean ofOneWorkTree = !ref.startsWith("refs/")
                || ref.startsWith("refs/bisect/")
                || ref.startsWith("refs/worktree/")
                || ref.startsWith("refs/rewritten/");
        return (ofOneWorkTree ? folders.gitDir() : folders.commonDir()).resolve(ref);
    }

    /**
     * Whether {@code ref} is a full name that Git allows.
     *
     * @throws InvalidArgumentException when it is not
     */
    static void requireFullName(String ref) {
        if (!ref.startsWith("refs/") || !Repository.isValidRefName(ref)) {
            throw new InvalidArgumentException(
                    "ref: " + ref + " (expected a full name, such as refs/heads/main or refs/tags/v1)");
        }
    }

    /**
     * The object that a ref leads to, symbolic refs followed.
     *
     * @return empty when there is no such ref
     * @throws NotFoundException when a symbolic ref leads to a ref that is not there
     */
    Optional<ObjectId> resolve(String ref) throws IOException {
        String name = ref;
        for (int link = 0; link <= LONGEST_CHAIN; link++) {
            Optional<String> content = content(name);
            if (content.isEmpty() && !name.equals(ref)) {
                throw new NotFoundException("ref: " + ref + " leads to " + name
                        + ", which does not exist (set it by: git " + "symbolic-ref " + ref + " REF)");
            }
            if (content.isEmpty() || !content.get().startsWith(SYMBOLIC)) {
                return content.map(digits -> objectId(ref, digits));
            }
            name = target(ref, content.get());
        }
        throw new RepositoryException("ref: " + ref + " is symbolic over more than " + LONGEST_CHAIN
                + " refs (set it by: git symbolic-ref " + ref + " REF)");
    }

    /** The ref that a symbolic ref names; empty when it is none, or not there. */
    Optional<String> symbolicTarget(String ref) throws IOException {
        return content(ref).filter(text -> text.startsWith(SYMBOLIC)).map(text -> target(ref, text));
    }

    /** What a ref holds: {@code ref: NAME}, or an id. */
    private Optional<String> content(String ref) throws IOException {
        Path loose = looseFile(ref);
        Optional<String> content = loose(loose);
        if (content.isEmpty()) {
            content = packed(ref);
        }
        // Between the two reads a loose file may have come.
        return content.isEmpty() ? loose(loose) : content;
    }

    /** The content of a ref's own file. */
    static Optional<String> loose(Path file) throws IOException {
        FileStamp.Kind kind = FileStamp.of(file).kind();
        if (kind == FileStamp.Kind.LINK && Files.readSymbolicLink(file).startsWith("refs")) {
            return Optional.of(SYMBOLIC + " " + Files.readSymbolicLink(file));
        }
        if (kind == FileStamp.Kind.ABSENT || Files.isDirectory(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(new String(in.readNBytes(LONGEST_LOOSE_FILE), StandardCharsets.UTF_8).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** A ref's line of {@code packed-refs}: its id. */
    Optional<String> packed(String ref) throws IOException {
        byte[] lines;
        try {
            lines = Files.readAllBytes(packed);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        byte[] name = ref.getBytes(StandardCharsets.UTF_8);
        int start = 0;
        while (start < lines.length) {
            int end = start;
            while (end < lines.length && lines[end] != '\n') {
                end++;
            }
            int nameStart = start + ID_DIGITS + 1;
            if (end - nameStart == name.length && Arrays.equals(lines, nameStart, end, name, 0, name.length)) {
                return Optional.of(new String(lines, start, ID_DIGITS, StandardCharsets.US_ASCII));
            }
            start = end + 1;
        }
        return Optional.empty();
    }

    private static String target(String ref, String content) {
        String target = content.substring(SYMBOLIC.length()).strip();
        if (!target.startsWith("refs/") || !Repository.isValidRefName(target)) {
            throw damaged(ref, content);
        }
        return target;
    }

    static ObjectId objectId(String ref, String content) {
        if (!ObjectId.isId(content)) {
            throw damaged(ref, content);
        }
        return ObjectId.fromString(content);
    }

    private static RepositoryException damaged(String ref, String content) {
        return new RepositoryException("ref: " + ref + " holds " + (content.isEmpty() ? "nothing" : '"' + content + '"')
                + " (expected " + ID_DIGITS + " hexadecimal digits; run git fsck, and set it by: git update-ref " + ref
                + " COMMIT)");
    }
}
