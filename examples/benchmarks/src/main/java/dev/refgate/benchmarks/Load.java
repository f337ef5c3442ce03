package dev.refgate.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Calls a server over some connections at once, each sending its next request when it has the answer to the one before.
 * Every answer is checked: anything but a successful run fails the benchmark.
 *
 * @param port where the server listens
 * @param request what each call sends
 */
record Load(int port, byte[] request) {
    static final int CONNECTIONS = Integer.getInteger("refgate.benchmark.connections", 16);
    private static final String SUCCESS = "\"status\":\"success\"";

    /** Calls for a while; says how long each call took. */
    Latencies during(Duration time) throws IOException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        return onAllConnections(() -> end - System.nanoTime());
    }

    /** Calls this often, give or take the calls that are on their way when the number is reached. */
    Latencies times(long calls) throws IOException, InterruptedException {
        java.util.concurrent.atomic.AtomicLong left = new java.util.concurrent.atomic.AtomicLong(calls);
        return onAllConnections(left::getAndDecrement);
    }

    private Latencies onAllConnections(LongSupplier left) throws IOException, InterruptedException {
        return Connections.each(CONNECTIONS, () -> onOneConnection(left));
    }

    private Latencies onOneConnection(LongSupplier left) throws IOException {
        Latencies latencies = new Latencies();
        try (Connection connection = new Connection(port)) {
            while (left.getAsLong() > 0) {
                long begin = System.nanoTime();
                int status = connection.exchange(request);
                latencies.record(System.nanoTime() - begin);
                requireSuccess(status, connection);
            }
        }
        return latencies;
    }

    static void requireSuccess(int status, Connection connection) throws IOException {
        if (status != 200 || !connection.body().contains(SUCCESS)) {
            throw new IOException("an answer " + status + ": " + connection.body());
        }
    }
}
