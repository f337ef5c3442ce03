package dev.refgate.repository;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The files of a commit, or of a folder on disk: {@code refgate.yml} and the folders below {@code workflows/}. */
public interface WorkflowTree {
    /** The file with the policy. */
    String POLICY_FILE = "refgate.yml";

    /** The folder that holds the workflows' folders. */
    String WORKFLOWS_FOLDER = "workflows";

    /** For messages: a commit's short id, or a folder's path. */
    String label();

    /**
     * The content of {@code refgate.yml}; empty when there is none, or when it is no regular file.
     *
     * @throws dev.refgate.error.InvalidArgumentException when it is larger than 1 MiB
     * @throws dev.refgate.error.NotFoundException when the commit does not exist, here and in the other methods
     */
    Optional<byte[]> policyFile();

    /** The names of everything below {@code workflows/} that is a folder, sorted; they need not be valid workflow ids. */
    List<String> folderNames();

    /** The folder of one workflow, empty when there is none. */
    Optional<WorkflowFolder> folder(WorkflowId id);

    /**
     * All folders below {@code workflows/} whose names are valid workflow ids, with the ids of their contents (empty for
     * folders on disk).
     */
    default SortedMap<WorkflowId, Optional<ContentId>> contentIds() {
        SortedMap<WorkflowId, Optional<ContentId>> contents = new TreeMap<>();
        for (String name : folderNames()) {
            if (WorkflowId.isValid(name)) {
                WorkflowId id = new WorkflowId(name);
                folder(id).ifPresent(folder -> contents.put(id, folder.contentId()));
            }
        }
        return contents;
    }

    /**
     * The workflows that are in this tree or in {@code other}, and whose contents are not known to be the same in both.
     * Comparing two trees begins here, so an implementation should do no more than it has to.
     */
    default SortedSet<WorkflowId> differing(WorkflowTree other) {
        SortedMap<WorkflowId, Optional<ContentId>> here = contentIds();
        SortedMap<WorkflowId, Optional<ContentId>> there = other.contentIds();
        SortedSet<WorkflowId> differing = new TreeSet<>(here.keySet());
        differing.addAll(there.keySet());
        differing.removeIf(id -> {
            Optional<ContentId> content = here.getOrDefault(id, Optional.empty());
            return content.isPresent() && content.equals(there.get(id));
        });
        return differing;
    }
}
