package dev.refgate.run;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Many jobs of one block, several at the same time. The calling thread does jobs until none is left; helpers that come do
 * the same. Only helpers that have come are waited for, so that a full or closed executor costs parallelism, and nothing
 * else. The first job that fails cancels the others.
 */
final class ParallelJobs {

    /** One of the jobs. */
    @FunctionalInterface
    interface Job {

        /**
         * @param siblings fired when the run is, or another job has failed
         */
        void run(int number, Cancellation siblings);
    }

    private final Run run;
    private final int count;
    private final Job job;
    private final Cancellation siblings = new Cancellation();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int next;
    private int helping;
    private boolean closed;
    private @Nullable RuntimeException failure;

    ParallelJobs(Run run, int count, Job job) {
        this.run = run;
        this.count = count;
        this.job = job;
    }

    /**
     * Does all of them.
     *
     * @param parallel how many at most at the same time
     * @throws RuntimeException what the first that failed threw
     */
    void run(int parallel) {
        try (Cancellation.Registration registration = run.cancellation().onCancel(siblings::cancel)) {
            callHelpers(Math.min(parallel, count) - 1);
            work();
            waitForHelpers();
        }
        RuntimeException first = failure;
        if (first != null) {
            throw first;
        }
        if (siblings.isCancelled()) {
            throw new BlockException("the run ended before the block did", false);
        }
    }

    private void callHelpers(int helpers) {
        for (int called = 0; called < helpers; called++) {
            try {
                run.resources().branches().execute(this::help);
            } catch (RejectedExecutionException | OutOfMemoryError e) {
                return;
            }
        }
    }

    private void help() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            helping++;
        } finally {
            lock.unlock();
        }
        try {
            work();
        } finally {
            lock.lock();
            try {
                helping--;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private void work() {
        for (int number = take(); number >= 0; number = take()) {
            try {
                job.run(number, siblings);
            } catch (Throwable e) {
                fail(e instanceof RuntimeException known ? known : new IllegalStateException(e));
            }
        }
    }

    /** The next job's number; -1 when none is left to begin. */
    private int take() {
        lock.lock();
        try {
            return next < count && !siblings.isCancelled() ? next++ : -1;
        } finally {
            lock.unlock();
        }
    }

    private void fail(RuntimeException thrown) {
        lock.lock();
        try {
            if (failure == null) {
                failure = thrown;
            }
        } finally {
            lock.unlock();
        }
        siblings.cancel();
    }

    /** Helpers end: their jobs have the attempt's deadline, or are cancelled. */
    private void waitForHelpers() {
        boolean interrupted = false;
        while (isHelped()) {
            try {
                awaitChange();
            } catch (InterruptedException e) {
                interrupted = true;
                run.cancel();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isHelped() {
        lock.lock();
        try {
            closed = true;
            return helping > 0;
        } finally {
            lock.unlock();
        }
    }

    private void awaitChange() throws InterruptedException {
        lock.lock();
        try {
            while (helping > 0) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }
}
