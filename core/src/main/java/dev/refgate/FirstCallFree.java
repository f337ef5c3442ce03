package dev.refgate;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Does something at each call but the first, if that comes so soon that it was done just now, when this was made. */
final class FirstCallFree implements Runnable {
    private static final Duration JUST_NOW = Duration.ofSeconds(2);

    private final Runnable action;
    private final long made = System.nanoTime();
    private final AtomicBoolean called = new AtomicBoolean();

    FirstCallFree(Runnable action) {
        this.action = action;
    }

    @Override
    public void run() {
        boolean first = called.compareAndSet(false, true);
        if (!first || System.nanoTime() - made > JUST_NOW.toNanos()) {
            action.run();
        }
    }
}
