package dev.refgate.internal.git;

import dev.refgate.repository.WorkflowTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/**
 * The folders directly below {@code workflows/}, at one commit after another. Only the entries of that one tree are
 * compared, never what is below them; the last tree stays in memory, so each is read once.
 */
final class RevisionIndexFolders {
    private final ObjectReader reader;
    private ObjectId root = ObjectId.zeroId();
    private ObjectId workflows = ObjectId.zeroId();
    private byte[] entries = new byte[0];

    RevisionIndexFolders(ObjectReader reader) {
        this.reader = reader;
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

    /** Goes on to the tree of another commit and tells what differs from the one before, which was empty at first. */
    void moveTo(ObjectId nextRoot, Changes changes) throws IOException {
        if (nextRoot.equals(root)) {
            return;
        }
        root = nextRoot;
        ObjectId next = TreeEntries.folder(reader, nextRoot, WorkflowTree.WORKFLOWS_FOLDER)
                .orElse(ObjectId.zeroId());
        if (next.equals(workflows)) {
            return;
        }
        byte[] nextEntries = read(next);
        try {
            compare(entries, nextEntries, changes);
        } catch (ArrayIndexOutOfBoundsException e) {
            throw new CorruptObjectException(next, "tree ends in the middle of an entry");
        }
        workflows = next;
        entries = nextEntries;
    }

    private byte[] read(ObjectId tree) throws IOException {
        return tree.equals(ObjectId.zeroId())
                ? new byte[0]
                : reader.open(tree, Constants.OBJ_TREE).getCachedBytes(Integer.MAX_VALUE);
    }

    private static void compare(byte[] before, byte[] after, Changes changes) {
        CanonicalTreeParser old = folders(before);
        CanonicalTreeParser now = folders(after);
        while (!old.eof() || !now.eof()) {
            int order = order(old, now);
            if (order < 0) {
                changes.changed(name(old), ObjectId.zeroId());
            } else if (order > 0 || !old.idEqual(now)) {
                changes.changed(name(now), now.getEntryObjectId());
            }
            if (order <= 0) {
                next(old);
            }
            if (order >= 0) {
                next(now);
            }
        }
    }

    private static int order(CanonicalTreeParser old, CanonicalTreeParser now) {
        if (old.eof()) {
            return 1;
        }
        return now.eof() ? -1 : old.pathCompare(now);
    }

    private static CanonicalTreeParser folders(byte[] tree) {
        CanonicalTreeParser parser = new CanonicalTreeParser();
        parser.reset(tree);
        skipOthers(parser);
        return parser;
    }

    private static void next(CanonicalTreeParser parser) {
        parser.next(1);
        skipOthers(parser);
    }

    private static void skipOthers(CanonicalTreeParser parser) {
        while (!parser.eof() && !FileMode.TREE.equals(parser.getEntryRawMode())) {
            parser.next(1);
        }
    }

    private static String name(CanonicalTreeParser parser) {
        int start = parser.getNameOffset();
        return new String(
                Arrays.copyOfRange(parser.getEntryPathBuffer(), start, start + parser.getNameLength()),
                StandardCharsets.ISO_8859_1);
    }
}
