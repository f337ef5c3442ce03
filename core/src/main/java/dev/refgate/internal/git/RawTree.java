package dev.refgate.internal.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.util.Paths;
import org.jspecify.annotations.Nullable;

/**
 * One tree as Git stores it: for each entry its mode in octal digits, a space, its name, a zero byte, and 20 bytes of id. Of
 * a large tree mostly a few entries are wanted, or those that another tree does not have, so nothing is made of the others.
 */
final class RawTree {
    private static final int SHORTEST_ENTRY = "40000 a\0".length() + Constants.OBJECT_ID_LENGTH;
    private static final int OCTAL = 8;

    static final RawTree EMPTY = new RawTree(new byte[0]);

    private final byte[] bytes;
    private final int count;
    /** Where each entry begins; behind the last one, where it ends. */
    private final int[] starts;
    /** Where each entry's name begins. */
    private final int[] names;

    /** Found when it is asked for: most trees are only compared. Two threads may both find it; either is right. */
    private volatile @Nullable Boolean inOrder;

    /**
     * @throws ArrayIndexOutOfBoundsException when it ends within an entry
     */
    private RawTree(byte[] bytes) {
        this.bytes = bytes;
        this.starts = new int[bytes.length / SHORTEST_ENTRY + 1];
        this.names = new int[starts.length];
        int found = 0;
        for (int at = 0; at < bytes.length; found++) {
            starts[found] = at;
            names[found] = after(at, ' ');
            at = after(names[found], '\0') + Constants.OBJECT_ID_LENGTH;
            starts[found + 1] = at;
        }
        this.count = found;
        if (starts[count] != bytes.length) {
            throw new ArrayIndexOutOfBoundsException(starts[count]);
        }
    }

    private boolean isInOrder() {
        Boolean known = inOrder;
        if (known == null) {
            known = findOrder();
            inOrder = known;
        }
        return known;
    }

    private boolean findOrder() {
        for (int i = 1; i < count; i++) {
            if (compare(i - 1, this, i) >= 0) {
                return false;
            }
        }
        return true;
    }

    private int after(int from, char end) {
        int at = from;
        while (bytes[at] != end) {
            at++;
        }
        return at + 1;
    }

    /** Reads a tree; the empty one need not be among the objects. */
    static RawTree read(ObjectReader reader, ObjectId id) throws IOException {
        if (id.equals(GitDeploymentObjects.EMPTY_TREE)) {
            return EMPTY;
        }
        byte[] bytes = reader.open(id, Constants.OBJ_TREE).getCachedBytes(Integer.MAX_VALUE);
        try {
            return new RawTree(bytes);
        } catch (ArrayIndexOutOfBoundsException e) {
            throw new CorruptObjectException("tree " + id.name() + " ends within an entry", e);
        }
    }

    byte[] bytes() {
        return bytes;
    }

    /** The folder of this name. */
    Optional<ObjectId> folder(String name) {
        byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
        return isInOrder() ? search(wanted) : searchAll(wanted);
    }

    private Optional<ObjectId> search(byte[] name) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Paths.compare(
                    bytes, names[middle], nameEnd(middle), mode(middle), name, 0, name.length, FileMode.TREE.getBits());
            if (order == 0) {
                return Optional.of(id(middle));
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle - 1;
        }
        return Optional.empty();
    }

    /** Git complains about trees out of order, and still finds what is in them. */
    private Optional<ObjectId> searchAll(byte[] name) {
        for (int i = 0; i < count; i++) {
            if (isFolder(i) && Arrays.equals(bytes, names[i], nameEnd(i), name, 0, name.length)) {
                return Optional.of(id(i));
            }
        }
        return Optional.empty();
    }

    /** Tells the names and ids of all folders, in Git's order. */
    void forEachFolder(BiConsumer<String, ObjectId> action) {
        for (int i = 0; i < count; i++) {
            if (isFolder(i)) {
                action.accept(name(i), id(i));
            }
        }
    }

    /** What two trees have as the folder of one name. */
    record Difference(Optional<ObjectId> before, Optional<ObjectId> after) {
        private static final Difference NONE = new Difference(Optional.empty(), Optional.empty());

        private boolean isNone() {
            return before.equals(after);
        }
    }

    /** The folders that are not the same here and in a later tree, by name. What is no folder counts as not there. */
    SortedMap<String, Difference> differences(RawTree later) {
        SortedMap<String, Difference> differences = new TreeMap<>();
        int before = 0;
        int after = 0;
        while (before < count || after < later.count) {
            boolean differs = !isSame(before, later, after);
            int order = differs ? compare(before, later, after) : 0;
            if (differs && order <= 0 && isFolder(before)) {
                note(differences, before);
            }
            if (differs && order >= 0 && later.isFolder(after)) {
                later.noteLater(differences, after);
            }
            before += order <= 0 ? 1 : 0;
            after += order >= 0 ? 1 : 0;
        }
        // A folder and a file of one name are two entries, so what is known of a name may come in two steps.
        differences.values().removeIf(Difference::isNone);
        return differences;
    }

    private void note(Map<String, Difference> differences, int entry) {
        Difference known = differences.getOrDefault(name(entry), Difference.NONE);
        differences.put(name(entry), new Difference(Optional.of(id(entry)), known.after()));
    }

    private void noteLater(Map<String, Difference> differences, int entry) {
        Difference known = differences.getOrDefault(name(entry), Difference.NONE);
        differences.put(name(entry), new Difference(known.before(), Optional.of(id(entry))));
    }

    /**
     * This tree with these folders instead of whatever has their names. All else is taken over byte by byte.
     *
     * @param folders the trees by name; empty for nothing of that name
     */
    RawTree with(Map<String, Optional<ObjectId>> folders) {
        List<RawTree> additions = additions(folders);
        ByteArrayOutputStream changed = new ByteArrayOutputStream(bytes.length);
        int added = 0;
        for (int i = 0; i < count; i++) {
            for (; added < additions.size() && additions.get(added).compare(0, this, i) < 0; added++) {
                changed.writeBytes(additions.get(added).bytes);
            }
            if (!folders.containsKey(name(i))) {
                changed.write(bytes, starts[i], starts[i + 1] - starts[i]);
            }
        }
        additions.subList(added, additions.size()).forEach(addition -> changed.writeBytes(addition.bytes));
        return new RawTree(changed.toByteArray());
    }

    /** Each folder as a tree of its own, in Git's order. */
    private static List<RawTree> additions(Map<String, Optional<ObjectId>> folders) {
        List<RawTree> additions = new ArrayList<>();
        folders.forEach((name, id) -> id.ifPresent(folder -> {
            TreeFormatter formatter = new TreeFormatter();
            formatter.append(name, FileMode.TREE, folder);
            additions.add(new RawTree(formatter.toByteArray()));
        }));
        additions.sort((one, other) -> one.compare(0, other, 0));
        return additions;
    }

    private int nameEnd(int entry) {
        return starts[entry + 1] - Constants.OBJECT_ID_LENGTH - 1;
    }

    private String name(int entry) {
        return new String(bytes, names[entry], nameEnd(entry) - names[entry], StandardCharsets.UTF_8);
    }

    private ObjectId id(int entry) {
        return ObjectId.fromRaw(bytes, nameEnd(entry) + 1);
    }

    private int mode(int entry) {
        int mode = 0;
        for (int at = starts[entry]; at < names[entry] - 1; at++) {
            mode = mode * OCTAL + bytes[at] - '0';
        }
        return mode;
    }

    private boolean isFolder(int entry) {
        return FileMode.TREE.equals(mode(entry));
    }

    private boolean isSame(int entry, RawTree other, int otherEntry) {
        return entry < count
                && otherEntry < other.count
                && Arrays.equals(
                        bytes,
                        starts[entry],
                        starts[entry + 1],
                        other.bytes,
                        other.starts[otherEntry],
                        other.starts[otherEntry + 1]);
    }

    /** By Git's order of entries; the end comes after all of them. */
    private int compare(int entry, RawTree other, int otherEntry) {
        if (entry == count || otherEntry == other.count) {
            return Boolean.compare(entry == count, otherEntry == other.count);
        }
        return Paths.compare(
                bytes,
                names[entry],
                nameEnd(entry),
                mode(entry),
                other.bytes,
                other.names[otherEntry],
                other.nameEnd(otherEntry),
                other.mode(otherEntry));
    }
}
