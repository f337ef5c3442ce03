package dev.refgate.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls a server at a steady rate, whether or not it keeps up: what a call takes is counted from the moment that it is due, so
 * that a server that stands still for a while does not hide the calls that had to wait for it.
 */
record PacedLoad(int port, byte[] request, double rate) {
    /** A call that has just been late must not find all connections busy. */
    private static final int CONNECTIONS = 2 * Load.CONNECTIONS;

    Latencies during(Duration time) throws IOException, InterruptedException {
        long calls = (long) (rate * time.toNanos() / 1e9);
        AtomicLong next = new AtomicLong();
        try (Connections connections = Connections.open(port, CONNECTIONS)) {
            long begin = System.nanoTime();
            return connections.each(connection -> on(connection, begin, next, calls));
        }
    }

    private Latencies on(Connection connection, long begin, AtomicLong next, long calls) throws IOException {
        Latencies latencies = new Latencies();
        for (long call = next.getAndIncrement(); call < calls; call = next.getAndIncrement()) {
            long due = begin + (long) (call * 1e9 / rate);
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            Load.requireSuccess(connection.exchange(request), connection);
            latencies.record(System.nanoTime() - due);
        }
        return latencies;
    }
}
