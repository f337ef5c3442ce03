package dev.refgate.server.journal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One of a journal's files. It is filled with zeros ahead of what is written: a write that makes a file longer, or that comes to a
 * place that never was written to, has the file system write more than the entry before it is safe.
 *
 * <p>An entry is its number (8 bytes), its length (4), the CRC-32C of both and of what follows (4), and its bytes; numbers are big-endian.
 * What stands behind the last entry is older, and has lower numbers, or is no entry.
 */
final class Segment implements AutoCloseable {
    private static final int HEAD = Long.BYTES + 2 * Integer.BYTES;
    private static final int CRC_AT = Long.BYTES + Integer.BYTES;
    private static final int AHEAD = 1 << 20;

    private final FileChannel channel;
    private final int capacity;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10);
    private long end;
    private long allocated;

    /**
     * An entry as it was read.
     *
     * @param next where the one after it begins
     */
    private record Read(long number, byte[] bytes, long next) {}

    private Segment(FileChannel channel, int capacity) throws IOException {
        this.channel = channel;
        this.capacity = capacity;
        this.allocated = channel.size();
    }

    /**
     * @param capacity the most that it holds, in bytes
     */
    static Segment open(Path file, int capacity) throws IOException {
        return new Segment(
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                capacity);
    }

    /** Whether an entry of that many bytes has room behind those that are there. */
    boolean hasRoom(int bytes) {
        return end + HEAD + bytes <= capacity;
    }

    /** Whether nothing is written since the last {@link #restart}. */
    boolean isEmpty() {
        return end == 0;
    }

    /** From here on what is there may be written over. */
    void restart() {
        end = 0;
    }

    /** Writes an entry behind the others; it is on the disk when this returns, and does not count when this throws. */
    void append(long number, byte[] entry) throws IOException {
        ByteBuffer frame = frame(number, entry);
        long next = end + frame.remaining();
        if (next > allocated) {
            allocate(Math.min(capacity, next + AHEAD));
        }
        writeFully(frame, end);
        channel.force(false);
        end = next;
    }

    private ByteBuffer frame(long number, byte[] entry) {
        if (buffer.capacity() < HEAD + entry.length) {
            buffer = ByteBuffer.allocateDirect(HEAD + entry.length);
        }
        buffer.clear();
        buffer.putLong(number).putInt(entry.length).putInt(crc(number, entry)).put(entry);
        return buffer.flip();
    }

    private static int crc(long number, byte[] entry) {
        CRC32C crc = new CRC32C();
        crc.update(
                ByteBuffer.allocate(CRC_AT).putLong(number).putInt(entry.length).flip());
        crc.update(entry);
        return (int) crc.getValue();
    }

    private void allocate(long size) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(Math.toIntExact(size - allocated));
        writeFully(zeros, allocated);
        channel.force(true);
        allocated = size;
    }

    private void writeFully(ByteBuffer bytes, long from) throws IOException {
        long position = from;
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
    }

    /** The number of its first entry, if there is one. */
    Optional<Long> firstNumber() throws IOException {
        return read(0).map(Read::number);
    }

    /**
     * Tells of its entries in their order.
     *
     * @return the number of the last one; 0 when there is none
     */
    long read(Journal.Reader reader) throws IOException {
        long last = 0;
        Optional<Read> entry = read(0);
        while (entry.isPresent() && (last == 0 || entry.get().number() == last + 1)) {
            last = entry.get().number();
            reader.read(last, entry.get().bytes());
            entry = read(entry.get().next());
        }
        return last;
    }

    /** The entry that begins there, if one does, and is whole. */
    private Optional<Read> read(long at) throws IOException {
        if (at + HEAD > channel.size()) {
            return Optional.empty();
        }
        ByteBuffer head = readFully(at, HEAD);
        long number = head.getLong();
        int length = head.getInt();
        int crc = head.getInt();
        long next = at + HEAD + length;
        if (number <= 0 || length < 0 || next > channel.size()) {
            return Optional.empty();
        }
        byte[] entry = readFully(at + HEAD, length).array();
        return crc(number, entry) == crc ? Optional.of(new Read(number, entry, next)) : Optional.empty();
    }

    private ByteBuffer readFully(long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        long position = from;
        while (bytes.hasRemaining()) {
            int read = channel.read(bytes, position);
            if (read < 0) {
                throw new EOFException("the journal's file became shorter while it was read");
            }
            position += read;
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
