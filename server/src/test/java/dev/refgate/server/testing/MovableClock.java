package dev.refgate.server.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that goes as all clocks do, from where a test sets it; without that, this machine's. */
public final class MovableClock extends Clock {
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    /** Stands at {@code time} now. */
    public static MovableClock at(String time) {
        MovableClock clock = new MovableClock();
        clock.set(time);
        return clock;
    }

    public void set(String time) {
        ahead.set(Duration.between(Instant.now(), Instant.parse(time)));
    }

    /** Puts it forward, or back by what is negative. */
    public void jump(Duration distance) {
        ahead.updateAndGet(distance::plus);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.offset(Clock.system(zone), ahead.get());
    }
}
