package dev.refgate.server.http;

import dev.refgate.server.thread.Daemons;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Keeps the clients of long runs patient: looks at all answers that are not given yet, several times in each interval. */
final class Patience {
    private static final int LOOKS = 4;

    private final Set<PatientAnswer> waiting = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Daemons.clock("refgate-patience");

    /**
     * @param interval how long a client waits for a sign of life
     */
    Patience(Duration interval) {
        long nanos = interval.toNanos();
        clock.scheduleAtFixedRate(() -> look(nanos), nanos / LOOKS, nanos / LOOKS, TimeUnit.NANOSECONDS);
    }

    private void look(long nanos) {
        long now = System.nanoTime();
        waiting.forEach(answer -> answer.keepPatient(now, nanos));
    }

    void add(PatientAnswer answer) {
        waiting.add(answer);
    }

    void remove(PatientAnswer answer) {
        waiting.remove(answer);
        answer.giveUp();
    }

    void close() {
        clock.shutdownNow();
    }
}
