package dev.refgate.server.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalLong;

/**
 * Entries on the disk, numbered from 1 without a gap, in two files by turns: while one is filled, those in the other are brought to
 * where they belong and {@linkplain #release released}. To append waits once for the disk, and writes little more than the entry.
 * For one thread, but for {@link #release}.
 */
public final class Journal implements AutoCloseable {
    private final List<Segment> segments;
    private int current;
    private long last;
    private long lastOfOther;
    private volatile long released;

    /** Takes entries as they are read. */
    @FunctionalInterface
    public interface Reader {
        void read(long number, byte[] entry) throws IOException;
    }

    private Journal(List<Segment> segments) {
        this.segments = segments;
    }

    /**
     * Opens the journal of a folder, and makes it when it is not there. What it holds is to be {@linkplain #readAll read} first.
     *
     * @param capacity the most that each of the two files holds, in bytes
     */
    public static Journal open(Path folder, int capacity) throws IOException {
        Files.createDirectories(folder);
        Segment first = Segment.open(folder.resolve("0"), capacity);
        try {
            Segment second = Segment.open(folder.resolve("1"), capacity);
            syncNames(folder);
            return new Journal(List.of(first, second));
        } catch (IOException e) {
            first.close();
            throw e;
        }
    }

    /** A new file's name is safe when its folder is. */
    private static void syncNames(Path folder) throws IOException {
        for (Path each : List.of(folder, folder.toAbsolutePath().getParent())) {
            try (FileChannel names = FileChannel.open(each, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    /**
     * Tells of all that was not written over, and begins anew behind it: the reader has to have brought it to where it belongs.
     *
     * @param safe the highest number that is known to be there already, also when the journal has lost it
     */
    public void readAll(long safe, Reader reader) throws IOException {
        last = safe;
        for (Segment segment : inOrder()) {
            last = Math.max(last, segment.read((number, entry) -> {
                if (number > safe) {
                    reader.read(number, entry);
                }
            }));
        }
        released = last;
        lastOfOther = last;
    }

    private List<Segment> inOrder() throws IOException {
        long first = segments.get(0).firstNumber().orElse(0L);
        long second = segments.get(1).firstNumber().orElse(0L);
        return first <= second ? segments : List.of(segments.get(1), segments.get(0));
    }

    /**
     * Writes an entry; it is on the disk when this returns.
     *
     * @return its number; empty when there is no room before more is released
     * @throws IOException when it cannot be written: then it is not there
     */
    public OptionalLong append(byte[] entry) throws IOException {
        Segment segment = segments.get(current);
        if (!segment.hasRoom(entry.length)) {
            if (segment.isEmpty() || lastOfOther > released) {
                return OptionalLong.empty();
            }
            current = 1 - current;
            lastOfOther = last;
            segment = segments.get(current);
            segment.restart();
            if (!segment.hasRoom(entry.length)) {
                return OptionalLong.empty();
            }
        }
        segment.append(last + 1, entry);
        return OptionalLong.of(++last);
    }

    /** Entries up to this one are safe elsewhere, and may be written over. */
    public void release(long number) {
        released = number;
    }

    @Override
    public void close() throws IOException {
        for (Segment segment : segments) {
            segment.close();
        }
    }
}
