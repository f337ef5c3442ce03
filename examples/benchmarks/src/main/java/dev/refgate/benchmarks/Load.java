package dev.refgate.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Calls a server over some connections at once, each sending its next request when it has the answer to the one before.
 * Every answer is checked: anything but a successful run fails the benchmark.
 *
 * @param port where the server listens
 * @param request what each call sends
 * @param connections over how many connections
 */
record Load(int port, byte[] request, int connections) {
    static final int CONNECTIONS = Integer.getInteger("refgate.benchmark.connections", 16);
    private static final byte[] SUCCESS = "\"status\":\"success\"".getBytes(StandardCharsets.UTF_8);

    /** Over as many connections as a server needs to be busy all the time that waits for nothing. */
    Load(int port, byte[] request) {
        this(port, request, CONNECTIONS);
    }

    /** Calls for a while; says how long each call took. */
    Latencies during(Duration time) throws IOException, InterruptedException {
        try (Connections opened = Connections.open(port, connections)) {
            long end = System.nanoTime() + time.toNanos();
            return opened.each(connection -> on(connection, () -> end - System.nanoTime()));
        }
    }

    /** Calls this often, give or take the calls that are on their way when the number is reached. */
    Latencies times(long calls) throws IOException, InterruptedException {
        AtomicLong left = new AtomicLong(calls);
        try (Connections opened = Connections.open(port, connections)) {
            return opened.each(connection -> on(connection, left::getAndDecrement));
        }
    }

    private Latencies on(Connection connection, LongSupplier left) throws IOException {
        Latencies latencies = new Latencies();
        while (left.getAsLong() > 0) {
            long begin = System.nanoTime();
            int status = connection.exchange(request);
            latencies.record(System.nanoTime() - begin);
            requireSuccess(status, connection);
        }
        return latencies;
    }

    static void requireSuccess(int status, Connection connection) throws IOException {
        if (status != 200 || !connection.bodyContains(SUCCESS)) {
            throw new IOException("an answer " + status + ": " + connection.body());
        }
    }
}
