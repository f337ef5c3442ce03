package dev.refgate.internal.script;

import dev.refgate.run.BlockException;
import dev.refgate.run.Cancellation;
import dev.refgate.run.Deadline;
import dev.refgate.run.ScriptLimits;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** The platform threads that scripts run on, at most as many as may run at once; each call takes a sandbox that is free. */
final class ScriptThreads {
    /** An interpreter's frames are large. What is not used of it costs nothing. */
    private static final long STACK = 16L << 20;

    private static final long IDLE_SECONDS = 30;

    private final ScriptLimits limits;
    private final Deque<Sandbox> free = new ConcurrentLinkedDeque<>();
    private final AtomicInteger count = new AtomicInteger();
    private final ThreadPoolExecutor executor;
    private final Watchdog watchdog;

    ScriptThreads(ScriptLimits limits) {
        this.limits = limits;
        this.watchdog = new Watchdog(limits);
        this.executor = new ThreadPoolExecutor(
                limits.atOnce(),
                limits.atOnce(),
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                this::thread);
        executor.allowCoreThreadTimeOut(true);
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(null, task, "refgate-script-" + count.incrementAndGet(), STACK);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Runs a script, and waits for it.
     *
     * @return the result as JSON
     */
    String run(ScriptJob job, Deadline deadline, Cancellation cancellation) {
        Runnable task = () -> work(job);
        executor.execute(task);
        try (Cancellation.Registration registration =
                cancellation.onCancel(() -> job.end("cancelled while the script ran"))) {
            return job.result().get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof BlockException failure ? failure : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new BlockException("the script took too long", true, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BlockException("interrupted while the script ran", false, e);
        } finally {
            if (!job.result().isDone() || job.result().isCompletedExceptionally()) {
                job.abandon();
                executor.remove(task);
            }
        }
    }

    private void work(ScriptJob job) {
        if (job.result().isDone()) {
            return;
        }
        Sandbox sandbox = free.pollFirst();
        if (sandbox == null) {
            sandbox = new Sandbox(limits);
        }
        try {
            if (job.enter(sandbox)) {
                watchdog.watch(job);
                job.result().complete(sandbox.call(job.script(), job.argument()));
            }
        } catch (BlockException e) {
            job.result().completeExceptionally(e);
        } catch (Throwable e) {
            job.result().completeExceptionally(e);
            sandbox.destroy();
        } finally {
            watchdog.release();
            job.leave();
            giveBack(sandbox);
        }
    }

    /** A sandbox that was ended, or that has seen much, is replaced now that nobody waits for it. */
    private void giveBack(Sandbox sandbox) {
        if (executor.isShutdown()) {
            sandbox.destroy();
        } else if (sandbox.isGood()) {
            free.addFirst(sandbox);
        } else {
            sandbox.destroy();
        }
    }

    void close() {
        executor.shutdownNow();
        watchdog.close();
        for (Sandbox sandbox = free.pollFirst(); sandbox != null; sandbox = free.pollFirst()) {
            sandbox.destroy();
        }
    }
}
