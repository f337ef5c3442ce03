package dev.refgate.repository;

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
}
