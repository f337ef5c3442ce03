package dev.refgate.internal.git;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/** A growing list of object ids without an object for each: 20 bytes an id. */
final class RevisionIndexIds {
    /** Bytes of an id. */
    static final int WIDTH = Constants.OBJECT_ID_LENGTH;

    private byte[] bytes;
    private int size;

    RevisionIndexIds() {
        this(new byte[0], 0);
    }

    private RevisionIndexIds(byte[] bytes, int size) {
        this.bytes = bytes;
        this.size = size;
    }

    /** A list of its own that begins with the first {@code count} ids. */
    RevisionIndexIds first(int count) {
        return new RevisionIndexIds(Arrays.copyOf(bytes, count * WIDTH), count);
    }

    int size() {
        return size;
    }

    ObjectId at(int index) {
        return ObjectId.fromRaw(bytes, index * WIDTH);
    }

    boolean isAt(int index, AnyObjectId id) {
        return id.compareTo(bytes, index * WIDTH) == 0;
    }

    void add(AnyObjectId id) {
        reserve(1);
        id.copyRawTo(bytes, size * WIDTH);
        size++;
    }

    /**
     * @param source ids, one after the other
     */
    void addAll(byte[] source) {
        int count = source.length / WIDTH;
        reserve(count);
        System.arraycopy(source, 0, bytes, size * WIDTH, source.length);
        size += count;
    }

    /** Copies the ids from number {@code from} to the end of the list. */
    void copyTo(ByteBuffer target, int from) {
        target.put(bytes, from * WIDTH, (size - from) * WIDTH);
    }

    private void reserve(int more) {
        int needed = Math.multiplyExact(Math.addExact(size, more), WIDTH);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(bytes.length * 2L, Integer.MAX_VALUE - 64)));
        }
    }
}
