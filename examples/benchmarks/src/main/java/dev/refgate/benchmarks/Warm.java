package dev.refgate.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Times work that takes microseconds, in one thread, after it has been warmed. */
final class Warm {
    static final int ROUNDS = 7;

    private static final long WARM_UP_NANOS = 4_000_000_000L;
    private static final long ROUND_NANOS = 1_000_000_000L;

    private Warm() {}

    /**
     * How long one call takes, in microseconds: the median of the rounds.
     *
     * @param work answers with something of what it did, never 0, so that it cannot be left out
     */
    static double micros(LongSupplier work) {
        once(work, WARM_UP_NANOS);
        List<Double> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            rounds.add(once(work, ROUND_NANOS));
        }
        return Medians.of(rounds);
    }

    private static double once(LongSupplier work, long nanos) {
        long begin = System.nanoTime();
        long count = 0;
        long checksum = 0;
        while (System.nanoTime() - begin < nanos) {
            checksum += work.getAsLong();
            count++;
        }
        if (checksum == 0) {
            throw new IllegalStateException("nothing was done");
        }
        return (System.nanoTime() - begin) / 1e3 / count;
    }
}
