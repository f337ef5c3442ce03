package dev.refgate.repository;

import dev.refgate.error.InvalidArgumentException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The files of one workflow at one commit, or on disk. */
public interface WorkflowFolder {
    /** The file that every workflow has. */
    String WORKFLOW_FILE = "workflow.yml";

    WorkflowId id();

    /** The content's id; empty for a folder on disk, which has none before it is committed. */
    Optional<ContentId> contentId();

    /**
     * Everything inside, at any depth, sorted by path; folders themselves are not listed.
     *
     * @throws dev.refgate.error.InvalidArgumentException when there are more than 100,000
     */
    List<Entry> entries();

    /**
     * Reads a regular file.
     *
     * @param path below the folder, with {@code /}
     * @param limit in bytes
     * @return empty when there is no regular file of that name inside this folder
     * @throws dev.refgate.error.InvalidArgumentException when it is larger than {@code limit}
     */
    Optional<byte[]> read(String path, int limit);

    /**
     * The same for files that are of interest only when they are small. This default is slow where they are not.
     *
     * @param path below the folder, with {@code /}
     * @return empty also when it is larger than {@code limit}
     */
    default Optional<byte[]> readSmall(String path, int limit) {
        try {
            return read(path, limit);
        } catch (InvalidArgumentException tooLarge) {
            return Optional.empty();
        }
    }

    /**
     * What can be told of a regular file without showing it. This default reads the file whole and does not know its
     * mode; an implementation should do better.
     *
     * @param path below the folder, with {@code /}
     * @return empty when there is no regular file of that name inside this folder
     */
    default Optional<FileFacts> facts(String path) {
        return read(path, Integer.MAX_VALUE).map(FileFacts::of);
    }

    /** The path of a file for messages, from the repository's root: {@code workflows/<id>/<path>}. */
    default String displayPath(String path) {
        return WorkflowTree.WORKFLOWS_FOLDER + "/" + id() + "/" + path;
    }

    /** What a path is. */
    enum Kind {
        FILE,
        SYMLINK,
        SUBMODULE
    }

    /** A path below the folder. */
    record Entry(String path, Kind kind) {}

    /**
     * A regular file, seen from outside.
     *
     * @param size in bytes
     * @param digest the id that Git gives to this content as a blob: equal for equal content, wherever it was read
     * @param executable whether its mode says so; empty where that is not known
     */
    record FileFacts(long size, String digest, Optional<Boolean> executable) {

        /** The facts of a content whose mode is not known. */
        public static FileFacts of(byte[] content) {
            return new FileFacts(content.length, blobId(content), Optional.empty());
        }

        private static String blobId(byte[] content) {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-1");
                digest.update(("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
                return HexFormat.of().formatHex(digest.digest(content));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-1", e);
            }
        }
    }
}
