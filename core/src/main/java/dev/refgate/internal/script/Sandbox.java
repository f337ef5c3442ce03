package dev.refgate.internal.script;

import com.sun.management.ThreadMXBean;
import dev.refgate.run.BlockException;
import dev.refgate.run.ScriptLimits;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;

/**
 * A context that scripts run in, one call after the other. Nothing of a call is left for the next: what calls share is
 * frozen, and each call evaluates the module anew, so that it has its own variables. For what is kept out of sight (caches
 * of the engine), a sandbox that has seen much is thrown away.
 */
final class Sandbox {
    private static final int CLOSERS_READY = 2;
    private static final int MOST_CLOSERS = 256;

    /** To close a context waits until nothing runs in it. Ready before memory is short. */
    private static final ExecutorService CLOSERS = closers();

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final ScriptLimits limits;
    private final Context context;
    private final Value caller;
    private long left;
    private volatile boolean destroyed;
    private volatile boolean closing;

    Sandbox(ScriptLimits limits) {
        this.limits = limits;
        this.context = ScriptEngine.newContext(limits);
        this.caller = ScriptEngine.prepare(context, limits);
        this.left = limits.bytes();
    }

    /**
     * Evaluates the module and calls its default export.
     *
     * @param argument as JSON
     * @return the result as JSON
     * @throws BlockException when the script fails
     */
    String call(GraalScript script, String argument) {
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        try {
            return new Outcome(script, caller.execute(context.eval(script.module()), argument)).text();
        } catch (PolyglotException e) {
            throw failure(script, e);
        } finally {
            left -= THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        }
    }

    private BlockException failure(GraalScript script, PolyglotException e) {
        if (e.isCancelled() || e.isInterrupted() || e.isResourceExhausted() || e.isInternalError()) {
            destroy();
        }
        if (e.isResourceExhausted()) {
            return new BlockException(script.source().file() + ": " + Messages.memory(limits), false, e);
        }
        return Failures.of(script.source(), e);
    }

    /** Whether another call may use it. */
    boolean isGood() {
        return !destroyed && left > 0;
    }

    /** Ends what is running in it at its next step, and closes it when it has ended. Does not wait for that. */
    void destroy() {
        destroyed = true;
        if (!closing) {
            CLOSERS.execute(() -> context.close(true));
            closing = true;
        }
    }

    private static ExecutorService closers() {
        ThreadPoolExecutor closers = new ThreadPoolExecutor(
                CLOSERS_READY, MOST_CLOSERS, 1, TimeUnit.MINUTES, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "refgate-script-closer");
                    thread.setDaemon(true);
                    return thread;
                });
        closers.prestartAllCoreThreads();
        return closers;
    }
}
