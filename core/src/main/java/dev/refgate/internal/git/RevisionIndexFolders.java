package dev.refgate.internal.git;

import dev.refgate.repository.WorkflowTree;
import java.io.IOException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * The folders directly below {@code workflows/}, at one commit after another, newest first: Git packs older trees as
 * differences to newer ones, so this order reads them fastest. Only the entries of that one tree are compared, never
 * what is below them; the last tree stays in memory, so each is read once.
 */
final class RevisionIndexFolders {
    private final ObjectReader reader;
    private ObjectId root;
    private ObjectId workflows;
    private byte[] entries;

    /**
     * @param root the tree of the newest commit
     */
    RevisionIndexFolders(ObjectReader reader, ObjectId root) throws IOException {
        this.reader = reader;
        this.root = root;
        this.workflows = workflowsIn(root);
        this.entries = read(workflows);
    }

    /** Is told of each difference. */
    @FunctionalInterface
    interface Changes {
        /**
         * @param folder the name, one character for each byte
         * @param content its tree now; the zero id when there is no such folder any more
         */
        void changed(String folder, ObjectId content);
    }

    /**
     * Goes back to the tree of the commit before, and tells what changed after it.
     *
     * @param nextRoot the zero id for the emptiness before a root commit
     */
    void backTo(ObjectId nextRoot, Changes changes) throws IOException {
        if (nextRoot.equals(root)) {
            return;
        }
        ObjectId next = workflowsIn(nextRoot);
        if (!next.equals(workflows)) {
            byte[] nextEntries = read(next);
            try {
                compare(nextEntries, entries, changes);
            } catch (ArrayIndexOutOfBoundsException e) {
                throw new CorruptObjectException(next, "tree ends in the middle of an entry");
            }
            workflows = next;
            entries = nextEntries;
        }
        root = nextRoot;
    }

    private ObjectId workflowsIn(ObjectId tree) throws IOException {
        return tree.equals(ObjectId.zeroId())
                ? tree
                : TreeEntries.folder(reader, tree, WorkflowTree.WORKFLOWS_FOLDER)
                        .orElse(ObjectId.zeroId());
    }

    private byte[] read(ObjectId tree) throws IOException {
        return tree.equals(ObjectId.zeroId())
                ? new byte[0]
                : reader.open(tree, Constants.OBJ_TREE).getCachedBytes(Integer.MAX_VALUE);
    }

    private static void compare(byte[] before, byte[] after, Changes changes) {
        RevisionIndexEntries old = new RevisionIndexEntries(before);
        RevisionIndexEntries now = new RevisionIndexEntries(after);
        for (old.skipSame(now); !old.atEnd() || !now.atEnd(); old.skipSame(now)) {
            int order = old.compareTo(now);
            if (order < 0) {
                changes.changed(old.name(), ObjectId.zeroId());
            } else if (order > 0 || !old.hasIdOf(now)) {
                changes.changed(now.name(), now.id());
            }
            if (order <= 0) {
                old.next();
            }
            if (order >= 0) {
                now.next();
            }
        }
    }
}
