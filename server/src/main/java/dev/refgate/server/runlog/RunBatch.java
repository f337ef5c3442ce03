package dev.refgate.server.runlog;

import java.util.ArrayList;
import java.util.List;

/** Rows of some of the journal's entries, in their order. */
final class RunBatch {
    private final List<RunRow> rows = new ArrayList<>();
    private long last;
    private long bytes;

    void add(long number, List<RunRow> more, int size) {
        rows.addAll(more);
        last = number;
        bytes += size;
    }

    void clear() {
        rows.clear();
        bytes = 0;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    List<RunRow> rows() {
        return rows;
    }

    /** The number of the last entry. */
    long last() {
        return last;
    }

    /** What the entries take in the journal. */
    long bytes() {
        return bytes;
    }
}
