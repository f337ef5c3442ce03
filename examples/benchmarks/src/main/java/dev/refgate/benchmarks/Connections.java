package dev.refgate.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Work that is done on several connections at once. */
final class Connections {
    private Connections() {}

    /**
     * Does the same on a thread for each.
     *
     * @param one what is done on one; says how long each of its calls took
     * @return of all together
     */
    static Latencies each(int count, Callable<Latencies> one) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<Latencies>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                all.add(threads.submit(one));
            }
            Latencies sum = new Latencies();
            for (Future<Latencies> each : all) {
                sum.add(each.get());
            }
            return sum;
        } catch (ExecutionException failed) {
            throw new IOException("a call failed: " + failed.getCause(), failed);
        } finally {
            threads.shutdownNow();
        }
    }
}
