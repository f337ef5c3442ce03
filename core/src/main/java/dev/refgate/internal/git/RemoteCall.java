package dev.refgate.internal.git;

import dev.refgate.error.RemoteException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One conversation with a remote, which ends in time whatever the other side does. It is held on a thread of its own:
 * streams can wait longer than anybody, and a thread can leave them behind.
 */
final class RemoteCall {
    private static final Duration LAST_MOMENT = Duration.ofSeconds(2);

    private final Duration whole;
    private final Aborts aborts = new Aborts();

    RemoteCall(Duration whole) {
        this.whole = whole;
    }

    /** The time was over before the conversation was. */
    static final class TooLate extends IOException {
        private static final long serialVersionUID = 1;

        TooLate(Duration whole) {
            super("not done after " + whole.toSeconds() + " s");
        }
    }

    /** Where the conversation says how it can be ended. */
    Aborts aborts() {
        return aborts;
    }

    /**
     * @throws TooLate when the time is over
     * @throws IOException as {@code work} does
     */
    <T> T run(Callable<T> work) throws IOException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "refgate-remote");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(whole.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            end(thread);
            TooLate late = new TooLate(whole);
            late.addSuppressed(e);
            throw late;
        } catch (InterruptedException e) {
            end(thread);
            Thread.currentThread().interrupt();
            throw new RemoteException("interrupted while waiting for the remote", e);
        } catch (ExecutionException e) {
            throw rethrown(e.getCause() == null ? e : e.getCause());
        }
    }

    private void end(Thread thread) {
        thread.interrupt();
        Thread aborting = new Thread(aborts::abort, "refgate-remote-abort");
        aborting.setDaemon(true);
        aborting.start();
        try {
            aborting.join(LAST_MOMENT.toMillis());
            thread.join(LAST_MOMENT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static IOException rethrown(Throwable cause) {
        if (cause instanceof IOException e) {
            return e;
        }
        if (cause instanceof RuntimeException e) {
            throw e;
        }
        if (cause instanceof Error e) {
            throw e;
        }
        return new IOException(cause);
    }
}
