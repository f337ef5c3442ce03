package dev.refgate.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a run's events to its listener: in the order in which they were added, one at a time, and never under a lock.
 * Whichever thread finds nobody at it delivers what is there; the others go on.
 */
final class EventQueue {
    private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

    private final RunListener listener;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final Deque<RunEvent> waiting = new ArrayDeque<>();
    private @Nullable Thread deliverer;
    private boolean closed;

    EventQueue(RunListener listener) {
        this.listener = listener;
    }

    /** Whether anybody listens; if not, events need not be made. */
    boolean isHeard() {
        return listener != RunListener.NONE;
    }

    /** Adds an event without delivering it. May be called under the run's lock, which thus decides the order. */
    void add(RunEvent event) {
        lock.lock();
        try {
            if (!closed) {
                waiting.add(event);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Delivers what is there, unless another thread is at it. Not to be called under a lock. */
    void deliver() {
        if (!isHeard()) {
            return;
        }
        RunEvent event = first();
        while (event != null) {
            tell(event);
            event = next();
        }
    }

    /** Adds the last event, and returns when it and all before it have been delivered. Later ones are dropped. */
    void close(RunEvent last) {
        lock.lock();
        try {
            waiting.add(last);
            closed = true;
        } finally {
            lock.unlock();
        }
        close();
    }

    /** Returns when all events have been delivered. Later ones are dropped. */
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        deliver();
        lock.lock();
        try {
            while (deliverer != null && deliverer != Thread.currentThread()) {
                idle.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable RunEvent first() {
        lock.lock();
        try {
            if (deliverer != null || waiting.isEmpty()) {
                return null;
            }
            deliverer = Thread.currentThread();
            return waiting.poll();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable RunEvent next() {
        lock.lock();
        try {
            RunEvent event = waiting.poll();
            if (event == null) {
                deliverer = null;
                idle.signalAll();
            }
            return event;
        } finally {
            lock.unlock();
        }
    }

    /** A listener must not be able to hurt the run, whatever it throws. */
    private void tell(RunEvent event) {
        try {
            listener.on(event);
        } catch (Throwable e) {
            LOG.warn(
                    "run {}: a listener failed on {}",
                    event.runId(),
                    event.getClass().getSimpleName(),
                    e);
        }
    }
}
