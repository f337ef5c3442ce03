package dev.refgate.run;

import dev.refgate.document.Durations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** The time of one run: when it started, and when it has to be over. */
final class RunClock {
    private final Clock clock;
    private final Instant started;
    private final long startedNanos;
    private final Duration most;
    private final Deadline deadline;

    RunClock(Clock clock, Duration most) {
        this.clock = clock;
        this.started = clock.instant();
        this.startedNanos = System.nanoTime();
        this.most = most;
        this.deadline = new Deadline(startedNanos + Deadline.nanos(most));
    }

    private RunClock(RunClock whole, Deadline deadline) {
        this.clock = whole.clock;
        this.started = whole.started;
        this.startedNanos = whole.startedNanos;
        this.most = whole.most;
        this.deadline = deadline;
    }

    /** That of a part of the run, which may have to be over earlier. */
    RunClock until(Deadline earlier) {
        return new RunClock(this, earlier);
    }

    Instant started() {
        return started;
    }

    Instant instant() {
        return clock.instant();
    }

    ZoneId zone() {
        return clock.getZone();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    Deadline deadline() {
        return deadline;
    }

    /** How long it may take, for messages. */
    String limit() {
        return Durations.format(most);
    }
}
