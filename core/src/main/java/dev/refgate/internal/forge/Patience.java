package dev.refgate.internal.forge;

import java.time.Clock;
import java.time.Duration;

/** How long a forge is waited for. Tests have no time. */
interface Patience {

    /** The time, to tell when a limit ends. */
    Clock clock();

    /** How long an answer may take. */
    Duration answer();

    /** How long limits of the forge's are waited for, all in all, during one call. */
    Duration limits();

    void pause(Duration duration) throws InterruptedException;

    static Patience ofSystem() {
        return new Patience() {
            @Override
            public Clock clock() {
                return Clock.systemUTC();
            }

            @Override
            public Duration answer() {
                return Duration.ofSeconds(30);
            }

            @Override
            public Duration limits() {
                return Duration.ofMinutes(1);
            }

            @Override
            public void pause(Duration duration) throws InterruptedException {
                Thread.sleep(duration.toMillis());
            }
        };
    }
}
