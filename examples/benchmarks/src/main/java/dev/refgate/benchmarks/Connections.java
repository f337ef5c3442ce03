package dev.refgate.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Connections to a server, each with a thread: they are there before anything is measured on them. */
final class Connections implements AutoCloseable {
    /** What is done on one connection; says how long each of its calls took. */
    @FunctionalInterface
    interface Work {
        Latencies on(Connection connection) throws IOException;
    }

    private final List<Connection> all = new ArrayList<>();
    private final ThreadPoolExecutor threads;

    private Connections(int count) {
        threads = new ThreadPoolExecutor(count, count, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    }

    static Connections open(int port, int count) throws IOException {
        Connections opened = new Connections(count);
        try {
            for (int i = 0; i < count; i++) {
                opened.all.add(new Connection(port));
            }
            opened.threads.prestartAllCoreThreads();
            return opened;
        } catch (IOException failed) {
            opened.close();
            throw failed;
        }
    }

    /** Does the same on all of them at once; says how long the calls of all together took. */
    Latencies each(Work work) throws IOException, InterruptedException {
        List<Future<Latencies>> each = new ArrayList<>();
        for (Connection connection : all) {
            each.add(threads.submit(() -> work.on(connection)));
        }
        try {
            Latencies sum = new Latencies();
            for (Future<Latencies> one : each) {
                sum.add(one.get());
            }
            return sum;
        } catch (ExecutionException failed) {
            throw new IOException("a call failed: " + failed.getCause(), failed);
        }
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        for (Connection connection : all) {
            connection.close();
        }
    }
}
