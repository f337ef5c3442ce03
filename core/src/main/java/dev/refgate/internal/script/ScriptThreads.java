package dev.refgate.internal.script;

import dev.refgate.run.BlockException;
import dev.refgate.run.Cancellation;
import dev.refgate.run.Deadline;
import dev.refgate.run.ScriptLimits;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where scripts run: on a few platform threads, in sandboxes. */
final class ScriptThreads {
    /** Short scripts end within it. */
    private static final long AWAKE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private final Sandboxes sandboxes;
    private final ScriptQueue queue;

    ScriptThreads(ScriptLimits limits) {
        this.sandboxes = new Sandboxes(limits);
        this.queue = new ScriptQueue(limits.atOnce(), sandboxes::run);
    }

    /**
     * Runs a script, and waits for it.
     *
     * @return the result as JSON
     */
    String run(ScriptJob job, Deadline deadline, Cancellation cancellation) {
        queue.add(job);
        try (Cancellation.Registration registration =
                cancellation.onCancel(() -> job.end("cancelled while the script ran"))) {
            BriefWait.until(() -> job.result().isDone() || !queue.leavesProcessors(), AWAKE_NANOS);
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
                queue.remove(job);
            }
        }
    }

    /** Ends what runs and what waits; who called them is told. */
    void close() {
        queue.close();
        sandboxes.close();
    }
}
