package dev.refgate.server.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** This machine's clock, which a test puts forward and back. */
public final class JumpingClock extends Clock {
    private volatile Duration offset = Duration.ZERO;

    /** Puts it forward, or back by what is negative. */
    public void jump(Duration distance) {
        offset = offset.plus(distance);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(offset);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
