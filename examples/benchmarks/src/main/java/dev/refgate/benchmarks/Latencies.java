package dev.refgate.benchmarks;

import org.HdrHistogram.Histogram;

/** How long calls took, each to a thousandth of itself. Not safe for use by several threads. */
final class Latencies {
    private static final int DIGITS = 3;

    private final Histogram micros = new Histogram(DIGITS);

    void record(long nanos) {
        micros.recordValue(nanos / 1_000);
    }

    void add(Latencies other) {
        micros.add(other.micros);
    }

    long total() {
        return micros.getTotalCount();
    }

    /**
     * The time that a share of all calls did not exceed, in milliseconds.
     *
     * @param share above 0, at most 1
     */
    double percentileMillis(double share) {
        if (total() == 0) {
            throw new IllegalStateException("no call was recorded");
        }
        return micros.getValueAtPercentile(100 * share) / 1_000.0;
    }
}
