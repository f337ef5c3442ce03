package dev.refgate.run;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that branches of workflows run on. */
public final class RunExecutors {
    /** The first Java in which a virtual thread can wait inside a monitor. */
    private static final int UNPINNED = 24;

    private static final int MOST_THREADS = 256;
    private static final long IDLE_SECONDS = 30;

    private RunExecutors() {}

    /**
     * A virtual thread per branch on Java 24 and later (before, a virtual thread that waits inside a monitor holds on to a
     * thread of the platform, of which there are as many as processors); else up to 256 daemon threads, and when all are
     * busy the executor refuses and a run's own thread does the work. To be closed by its owner.
     */
    public static ExecutorService branches() {
        return virtual().orElseGet(RunExecutors::platform);
    }

    private static Optional<ExecutorService> virtual() {
        if (Runtime.version().feature() < UNPINNED) {
            return Optional.empty();
        }
        try {
            Object made =
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
            return Optional.of((ExecutorService) made);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            return Optional.empty();
        }
    }

    static ExecutorService platform() {
        AtomicInteger count = new AtomicInteger();
        return new ThreadPoolExecutor(
                0, MOST_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "refgate-branch-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }
}
