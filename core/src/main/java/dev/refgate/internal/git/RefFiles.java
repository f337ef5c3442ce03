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
    private static final int MOST_SHOWN = 80;

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

    /** Where a ref's value was found. */
    enum Source {
        LOOSE,
        PACKED,
        /** In the files of several refs. */
        SYMBOLIC
    }

    /** What a ref leads to. */
    record Value(ObjectId object, Source source) {}

    private record Content(String text, Source source) {
        boolean isSymbolic() {
            return text.startsWith(SYMBOLIC);
        }
    }

    /**
     * The object that a ref leads to, symbolic refs followed.
     *
     * @return empty when there is no such ref
     * @throws NotFoundException when a symbolic ref leads to a ref that is not there
     */
    Optional<Value> resolve(String ref) throws IOException {
        Optional<Content> content = content(ref);
        if (content.isEmpty() || !content.get().isSymbolic()) {
            return content.map(found -> new Value(objectId(ref, found.text()), found.source()));
        }
        return Optional.of(new Value(follow(ref, content.get()), Source.SYMBOLIC));
    }

    private ObjectId follow(String ref, Content first) throws IOException {
        Content content = first;
        for (int link = 0; link < LONGEST_CHAIN; link++) {
            String target = target(ref, content.text());
            content = content(target)
                    .orElseThrow(() -> new NotFoundException("ref: " + ref + " leads to " + target
                            + ", which does not exist (set it by: git symbolic-ref " + ref + " REF)"));
            if (!content.isSymbolic()) {
                return objectId(target, content.text());
            }
        }
        throw new RepositoryException("ref: " + ref + " is symbolic over more than " + LONGEST_CHAIN
                + " refs (set it by: git symbolic-ref " + ref + " REF)");
    }

    /** The ref that a symbolic ref names; empty when it is none, or not there. */
    Optional<String> symbolicTarget(String ref) throws IOException {
        return content(ref).filter(Content::isSymbolic).map(content -> target(ref, content.text()));
    }

    private Optional<Content> content(String ref) throws IOException {
        Path file = looseFile(ref);
        Optional<Content> content = loose(file);
        if (content.isEmpty()) {
            content = packed(ref);
        }
        // Between the two reads the ref may have been given a file of its own.
        return content.isEmpty() ? loose(file) : content;
    }

    private static Optional<Content> loose(Path file) throws IOException {
        FileStamp.Kind kind = FileStamp.of(file).kind();
        if (kind == FileStamp.Kind.LINK && Files.readSymbolicLink(file).startsWith("refs")) {
            // Old versions of Git made symbolic refs so.
            return Optional.of(new Content(SYMBOLIC + " " + Files.readSymbolicLink(file), Source.LOOSE));
        }
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(LONGEST_LOOSE_FILE), StandardCharsets.UTF_8).strip();
            return Optional.of(new Content(text, Source.LOOSE));
        } catch (IOException e) {
            if (Files.isRegularFile(file) && !(e instanceof NoSuchFileException)) {
                throw e;
            }
            // Nothing is there, or a folder, or nothing can be there because the name of a folder above is a file's.
            return Optional.empty();
        }
    }

    /** From a line of {@code packed-refs}: the id, a space, the name. */
    private Optional<Content> packed(String ref) throws IOException {
        byte[] lines;
        try {
            lines = Files.readAllBytes(packed);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        byte[] name = ref.getBytes(StandardCharsets.UTF_8);
        int start = 0;
        while (start < lines.length) {
            int end = endOfLine(lines, start);
            int nameStart = start + ID_DIGITS + 1;
            if (end - nameStart == name.length && Arrays.equals(lines, nameStart, end, name, 0, name.length)) {
                String id = new String(lines, start, ID_DIGITS, StandardCharsets.US_ASCII);
                return Optional.of(new Content(id, Source.PACKED));
            }
            start = end + 1;
        }
        return Optional.empty();
    }

    private static int endOfLine(byte[] lines, int start) {
        int end = start;
        while (end < lines.length && lines[end] != '\n') {
            end++;
        }
        return end;
    }

    private static String target(String ref, String content) {
        String target = content.substring(SYMBOLIC.length()).strip();
        if (!target.startsWith("refs/") || !Repository.isValidRefName(target)) {
            throw damaged(ref, content);
        }
        return target;
    }

    private static ObjectId objectId(String ref, String content) {
        if (!ObjectId.isId(content)) {
            throw damaged(ref, content);
        }
        return ObjectId.fromString(content);
    }

    private static RepositoryException damaged(String ref, String content) {
        String shown = content.substring(0, Math.min(content.length(), MOST_SHOWN));
        return new RepositoryException("ref: " + ref + " holds \"" + shown + "\"" + " (expected " + ID_DIGITS
                + " hexadecimal digits; run git fsck, and set it by: git update-ref " + ref + " COMMIT)");
    }
}
