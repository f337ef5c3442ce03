package dev.refgate.benchmarks;

/** How long calls took, counted per microsecond up to a limit. Not safe for use by several threads. */
final class Latencies {
    private static final int LIMIT_MICROS = 1_000_000;

    private final int[] counts = new int[LIMIT_MICROS + 1];
    private long total;

    void record(long nanos) {
        counts[(int) Math.min(LIMIT_MICROS, nanos / 1_000)]++;
        total++;
    }

    void add(Latencies other) {
        for (int micros = 0; micros <= LIMIT_MICROS; micros++) {
            counts[micros] += other.counts[micros];
        }
        total += other.total;
    }

    long total() {
        return total;
    }

    /**
     * The time that a share of all calls did not exceed, in milliseconds.
     *
     * @param share above 0, at most 1
     */
    double percentileMillis(double share) {
        long wanted = (long) Math.ceil(total * share);
        long seen = 0;
        for (int micros = 0; micros <= LIMIT_MICROS; micros++) {
            seen += counts[micros];
            if (seen >= wanted) {
                return micros / 1_000.0;
            }
        }
        throw new IllegalStateException("no call was recorded");
    }
}
