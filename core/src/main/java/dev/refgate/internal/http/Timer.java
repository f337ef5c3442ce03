package dev.refgate.internal.http;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Ends exchanges at their deadlines, on one thread that is there only while there are exchanges. */
final class Timer {
    private static final long IDLE_SECONDS = 10;

    private final ScheduledThreadPoolExecutor thread;

    Timer() {
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "refgate-http-timer");
            made.setDaemon(true);
            return made;
        });
        thread.setRemoveOnCancelPolicy(true);
        thread.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
    }

    /** Runs {@code task} then, unless the returned alarm is closed before. */
    Alarm in(long nanos, Runnable task) {
        ScheduledFuture<?> due = thread.schedule(task, nanos, TimeUnit.NANOSECONDS);
        return () -> due.cancel(false);
    }

    /** Something that will ring. */
    @FunctionalInterface
    interface Alarm extends AutoCloseable {
        @Override
        void close();
    }
}
