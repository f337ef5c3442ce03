package dev.refgate.internal.script;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Jobs, and the platform threads that do them in the order in which they came. A thread is made when a job finds none
 * idle, and ends when it was idle for long. Of idle threads the one that worked last goes first: its processor's caches are
 * warm, and it may still be awake.
 */
final class ScriptQueue {
    /** An interpreter's frames are large. What is not used of it costs nothing. */
    private static final long STACK = 16L << 20;

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long AWAKE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
    private static final String CLOSED = "scripts are closed";

    private final int most;
    private final Consumer<ScriptJob> work;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<ScriptJob> waiting = new ArrayDeque<>();
    private final Deque<Worker> idle;
    private final List<Worker> workers;
    private long made;

    /** Who may wait awake: the worker that was busy last. */
    private volatile @Nullable Worker awake;

    /** Jobs that came and are not done. Written under the lock. */
    private volatile int open;

    private volatile boolean closed;

    /**
     * @param most how many threads there are at most
     * @param work does a job
     */
    ScriptQueue(int most, Consumer<ScriptJob> work) {
        this.most = most;
        this.work = work;
        this.idle = new ArrayDeque<>(most + 1);
        this.workers = new ArrayList<>(most);
    }

    void add(ScriptJob job) {
        Worker worker;
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException(CLOSED);
            }
            worker = idle.pollFirst();
            if (worker != null) {
                worker.given = job;
            } else if (workers.size() < most) {
                start(job);
            } else {
                waiting.addLast(job);
            }
            open++;
        } finally {
            lock.unlock();
        }
        if (worker != null) {
            LockSupport.unpark(worker.thread);
        }
    }

    /** Takes a job back that nobody waits for any more, unless it has begun. */
    void remove(ScriptJob job) {
        lock.lock();
        try {
            if (waiting.remove(job)) {
                open--;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether each open job could keep two processors busy: one that does it, and one that waits for it. */
    boolean leavesProcessors() {
        return open * 2 <= PROCESSORS;
    }

    boolean isClosed() {
        return closed;
    }

    /** Ends all jobs, and the threads. */
    void close() {
        List<ScriptJob> ended = new ArrayList<>();
        lock.lock();
        try {
            closed = true;
            ended.addAll(waiting);
            open -= waiting.size();
            waiting.clear();
            for (Worker worker : workers) {
                worker.jobs().forEach(ended::add);
                LockSupport.unpark(worker.thread);
            }
        } finally {
            lock.unlock();
        }
        ended.forEach(job -> job.end(CLOSED));
    }

    private void start(ScriptJob job) {
        Worker worker = new Worker(job, ++made);
        workers.add(worker);
        boolean started = false;
        try {
            worker.thread.start();
            started = true;
        } finally {
            if (!started) {
                workers.remove(worker);
            }
        }
    }

    /** Does one job after the other. */
    private final class Worker {
        private final Thread thread;

        /** Handed over by who took this worker from the idle ones. */
        private volatile @Nullable ScriptJob given;

        private volatile @Nullable ScriptJob current;

        Worker(ScriptJob first, long number) {
            given = first;
            thread = new Thread(null, this::run, "refgate-script-" + number, STACK);
            thread.setDaemon(true);
        }

        /** Those that it has not done yet. */
        Stream<ScriptJob> jobs() {
            return Stream.of(Optional.ofNullable(given), Optional.ofNullable(current))
                    .flatMap(Optional::stream);
        }

        private void run() {
            for (ScriptJob job = taken(); job != null; job = next()) {
                try {
                    work.accept(job);
                } catch (Throwable e) {
                    // The thread goes on: jobs may be waiting for it.
                    job.result().completeExceptionally(e);
                }
            }
        }

        /** Moves what was given, so that at each moment one of both fields has it. */
        private @Nullable ScriptJob taken() {
            ScriptJob job = given;
            current = job;
            given = null;
            return job;
        }

        /** What was done is done; waits for another one, or answers with none when this thread has to end. */
        private @Nullable ScriptJob next() {
            lock.lock();
            try {
                open--;
                current = null;
                if (closed) {
                    workers.remove(this);
                    return null;
                }
                given = waiting.pollFirst();
                if (given == null) {
                    idle.addFirst(this);
                    awake = this;
                }
            } finally {
                lock.unlock();
            }
            BriefWait.until(() -> given != null || awake != this || open * 2 >= PROCESSORS, AWAKE_NANOS);
            long end = System.nanoTime() + IDLE_NANOS;
            while (given == null) {
                long left = end - System.nanoTime();
                if ((left <= 0 || closed) && retires()) {
                    return null;
                }
                LockSupport.parkNanos(this, left);
            }
            return taken();
        }

        /** Not when it was given a job in the last moment. */
        private boolean retires() {
            lock.lock();
            try {
                return given == null && idle.remove(this) && workers.remove(this);
            } finally {
                lock.unlock();
            }
        }
    }
}
