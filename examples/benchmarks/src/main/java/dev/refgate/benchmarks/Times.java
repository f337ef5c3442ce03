package dev.refgate.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * How long rounds of some work took, in milliseconds.
 *
 * @param millis on the wall
 * @param processorMillis of this thread; on a machine that does other things as well, this tells more
 */
record Times(List<Double> millis, List<Double> processorMillis) {

    static Times of(int rounds, IntConsumer work) {
        return of(rounds, round -> {}, work);
    }

    /**
     * @param prepare what comes before each round and is not counted
     */
    static Times of(int rounds, IntConsumer prepare, IntConsumer work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        List<Double> millis = new ArrayList<>();
        List<Double> processorMillis = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            prepare.accept(round);
            long begin = System.nanoTime();
            long processorBegin = threads.getCurrentThreadCpuTime();
            work.accept(round);
            processorMillis.add((threads.getCurrentThreadCpuTime() - processorBegin) / 1e6);
            millis.add((System.nanoTime() - begin) / 1e6);
        }
        return new Times(millis, processorMillis);
    }

    double first() {
        return millis.get(0);
    }

    double median() {
        return Medians.of(millis);
    }

    /** The median of the second half, when all is warm. */
    double warm() {
        return Medians.of(secondHalf(millis));
    }

    /** Processor time, the median of the second half. */
    double processor() {
        return Medians.of(secondHalf(processorMillis));
    }

    private static List<Double> secondHalf(List<Double> all) {
        return all.subList(all.size() / 2, all.size());
    }
}
