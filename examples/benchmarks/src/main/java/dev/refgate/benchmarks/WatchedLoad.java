package dev.refgate.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A load that goes on while what happens beside it changes: each call counts for what was the case when it began or ended, whichever
 * comes later in {@link Beside}.
 */
final class WatchedLoad implements AutoCloseable {
    /** What is done beside the load. */
    enum Beside {
        /** What nobody wants to know of, such as preparations. */
        SOMETHING_ELSE,
        NOTHING,
        WHAT_IS_MEASURED
    }

    private final Load load;
    private final ExecutorService threads = Executors.newFixedThreadPool(Load.CONNECTIONS);
    private final List<Future<List<Latencies>>> connections = new ArrayList<>();
    private volatile Beside beside = Beside.SOMETHING_ELSE;
    private volatile boolean closed;

    private WatchedLoad(Load load) {
        this.load = load;
    }

    static WatchedLoad start(Load load) {
        WatchedLoad started = new WatchedLoad(load);
        for (int i = 0; i < Load.CONNECTIONS; i++) {
            started.connections.add(started.threads.submit(started::onOneConnection));
        }
        return started;
    }

    /** Says what is done beside from now on. */
    void now(Beside other) {
        beside = other;
    }

    private List<Latencies> onOneConnection() throws IOException {
        List<Latencies> each = empty();
        try (Connection connection = new Connection(load.port())) {
            while (!closed) {
                Beside before = beside;
                long begin = System.nanoTime();
                int status = connection.exchange(load.request());
                long took = System.nanoTime() - begin;
                Beside after = beside;
                each.get(Math.max(before.ordinal(), after.ordinal())).record(took);
                Load.requireSuccess(status, connection);
            }
        }
        return each;
    }

    private static List<Latencies> empty() {
        List<Latencies> each = new ArrayList<>();
        for (int i = 0; i < Beside.values().length; i++) {
            each.add(new Latencies());
        }
        return each;
    }

    /** Ends the load, and says how long calls took beside what; in the order of {@link Beside}. */
    List<Latencies> end() throws IOException, InterruptedException {
        closed = true;
        List<Latencies> sums = empty();
        try {
            for (Future<List<Latencies>> connection : connections) {
                List<Latencies> each = connection.get();
                for (int i = 0; i < sums.size(); i++) {
                    sums.get(i).add(each.get(i));
                }
            }
        } catch (ExecutionException failed) {
            throw new IOException("a call failed: " + failed.getCause(), failed);
        }
        return sums;
    }

    @Override
    public void close() {
        closed = true;
        threads.shutdownNow();
    }
}
