package dev.refgate.internal.script;

import dev.refgate.run.BlockException;
import dev.refgate.run.ScriptLimits;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Does jobs, each in a sandbox that is free, under the eyes of the watchdog. */
final class Sandboxes {
    private final ScriptLimits limits;
    private final Watchdog watchdog;
    private final Deque<Sandbox> free = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    Sandboxes(ScriptLimits limits) {
        this.limits = limits;
        this.watchdog = new Watchdog(limits);
    }

    /** Does a job, on a platform thread: the watchdog can look at no other. */
    void run(ScriptJob job) {
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
        if (!sandbox.isGood()) {
            sandbox.destroy();
            return;
        }
        free.addFirst(sandbox);
        if (closed) {
            destroyFree();
        }
    }

    void close() {
        closed = true;
        watchdog.close();
        destroyFree();
    }

    private void destroyFree() {
        for (Sandbox sandbox = free.pollFirst(); sandbox != null; sandbox = free.pollFirst()) {
            sandbox.destroy();
        }
    }
}
