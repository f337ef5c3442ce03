package dev.refgate.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** How long rounds of some work took, in milliseconds. */
record Times(List<Double> millis) {

    static Times of(int rounds, IntConsumer work) {
        return of(rounds, round -> {}, work);
    }

    /**
     * @param prepare what comes before each round and is not counted
     */
    static Times of(int rounds, IntConsumer prepare, IntConsumer work) {
        List<Double> millis = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            prepare.accept(round);
            long begin = System.nanoTime();
            work.accept(round);
            millis.add((System.nanoTime() - begin) / 1e6);
        }
        return new Times(millis);
    }

    double first() {
        return millis.get(0);
    }

    double median() {
        return Medians.of(millis);
    }

    /** The median of the second half, when all is warm. */
    double warm() {
        return Medians.of(millis.subList(millis.size() / 2, millis.size()));
    }
}
