package dev.refgate.internal.script;

import com.sun.management.ThreadMXBean;
import dev.refgate.run.ScriptLimits;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Ends scripts that take more than they may. It looks every millisecond at what the threads of running scripts have
 * computed and allocated, which the JVM counts; the scripts themselves are not slowed down. It sleeps when nothing has run
 * for a while.
 */
final class Watchdog {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int TICKS_BEFORE_SLEEP = 1_000;

    private final ScriptLimits limits;
    private final Map<Thread, Watched> running = new ConcurrentHashMap<>();
    private @Nullable Thread thread;
    private volatile boolean asleep;
    private volatile boolean closed;

    Watchdog(ScriptLimits limits) {
        this.limits = limits;
    }

    private record Watched(ScriptJob job, long cpuNanos, long bytes) {}

    /** What the calling thread does from here on is for this job. */
    void watch(ScriptJob job) {
        long id = Thread.currentThread().getId();
        running.put(
                Thread.currentThread(),
                new Watched(job, THREADS.getThreadCpuTime(id), THREADS.getThreadAllocatedBytes(id)));
        wake();
    }

    /** The calling thread's job is over. */
    void release() {
        running.remove(Thread.currentThread());
    }

    void close() {
        closed = true;
        wake();
    }

    private void wake() {
        if (thread == null) {
            start();
        } else if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    private synchronized void start() {
        if (thread == null) {
            Thread started = new Thread(this::watchAll, "refgate-script-watchdog");
            started.setDaemon(true);
            started.setPriority(Thread.MAX_PRIORITY);
            thread = started;
            started.start();
        }
    }

    private void watchAll() {
        int idle = 0;
        while (!closed) {
            try {
                checkAll();
            } catch (OutOfMemoryError e) {
                // Those who took it are about to be ended: at the next look, if not at this one.
                continue;
            }
            idle = running.isEmpty() ? idle + 1 : 0;
            if (idle < TICKS_BEFORE_SLEEP) {
                LockSupport.parkNanos(this, TICK_NANOS);
            } else {
                sleep();
                idle = 0;
            }
        }
    }

    /** A job that came before it saw that nobody is awake has not woken us: hence the second look. */
    private void sleep() {
        asleep = true;
        if (running.isEmpty() && !closed) {
            LockSupport.park(this);
        }
        asleep = false;
    }

    private void checkAll() {
        for (Map.Entry<Thread, Watched> entry : running.entrySet()) {
            Watched watched = entry.getValue();
            long id = entry.getKey().getId();
            if (THREADS.getThreadAllocatedBytes(id) - watched.bytes() > limits.bytes()) {
                end(entry.getKey(), watched, Messages.memory(limits));
            } else if (THREADS.getThreadCpuTime(id) - watched.cpuNanos()
                    > limits.cpu().toNanos()) {
                end(entry.getKey(), watched, Messages.cpu(limits));
            }
        }
    }

    private void end(Thread script, Watched watched, String why) {
        ScriptJob job = watched.job();
        job.end(job.script().source().file() + ": " + why);
        running.remove(script, watched);
    }
}
