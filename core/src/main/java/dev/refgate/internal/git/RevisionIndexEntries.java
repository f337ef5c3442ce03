package dev.refgate.internal.git;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Goes through the folders among the entries of a tree object. Reads its bytes in place: twenty thousand trees of a
 * thousand folders are twenty million entries, of which nearly all are equal and need no more than to be stepped over.
 */
final class RevisionIndexEntries {
    private static final int ID = Constants.OBJECT_ID_LENGTH;

    private final byte[] tree;
    private int position;
    private int name;
    private int id;

    /**
     * At the first folder, if there is one. This and all that moves on throws {@link ArrayIndexOutOfBoundsException} when
     * the bytes end in the middle of an entry.
     */
    RevisionIndexEntries(byte[] tree) {
        this.tree = tree;
        toFolder(0);
    }

    boolean atEnd() {
        return position == tree.length;
    }

    void next() {
        toFolder(id + ID);
    }

    /** The name, one character for each byte. */
    String name() {
        return new String(tree, name, id - 1 - name, StandardCharsets.ISO_8859_1);
    }

    ObjectId id() {
        return ObjectId.fromRaw(tree, id);
    }

    boolean hasIdOf(RevisionIndexEntries other) {
        return Arrays.equals(tree, id, id + ID, other.tree, other.id, other.id + ID);
    }

    /** In Git's order, in which a folder's name ends in a slash. What is at its end comes last. */
    int compareTo(RevisionIndexEntries other) {
        if (atEnd() || other.atEnd()) {
            return Boolean.compare(atEnd(), other.atEnd());
        }
        int length = id - 1 - name;
        int otherLength = other.id - 1 - other.name;
        int common = Math.min(length, otherLength);
        int order = Arrays.compareUnsigned(tree, name, name + common, other.tree, other.name, other.name + common);
        if (order != 0 || length == otherLength) {
            return order;
        }
        return length > common
                ? Integer.compare(tree[name + common] & 0xff, '/')
                : Integer.compare('/', other.tree[other.name + common] & 0xff);
    }

    /** Steps over all entries that are the same here and there, up to the first folder that may differ. */
    void skipSame(RevisionIndexEntries other) {
        int same = Arrays.mismatch(tree, position, tree.length, other.tree, other.position, other.tree.length);
        if (same < 0) {
            position = tree.length;
            other.position = other.tree.length;
            return;
        }
        int limit = position + same;
        int start = position;
        int end = start;
        while (end < limit) {
            start = end;
            end = end(start);
        }
        int skipped = (end > limit ? start : end) - position;
        int otherStart = other.position + skipped;
        toFolder(position + skipped);
        other.toFolder(otherStart);
    }

    private void toFolder(int start) {
        position = start;
        while (position < tree.length) {
            name = afterNext(position, ' ');
            id = afterNext(name, 0);
            if (FileMode.TREE.equals(mode())) {
                return;
            }
            position = id + ID;
        }
        if (position > tree.length) {
            throw new ArrayIndexOutOfBoundsException(position);
        }
    }

    private int end(int start) {
        return afterNext(afterNext(start, ' '), 0) + ID;
    }

    private int mode() {
        int mode = 0;
        for (int digit = position; digit < name - 1; digit++) {
            mode = mode << 3 | tree[digit] - '0';
        }
        return mode;
    }

    private int afterNext(int start, int wanted) {
        int at = start;
        while (tree[at] != wanted) {
            at++;
        }
        return at + 1;
    }
}
