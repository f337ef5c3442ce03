package dev.refgate;

import java.util.ArrayDeque;
import java.util.Deque;

/** Keeps what was opened so far: for the whole that it becomes part of, or to be closed when there will be none. */
final class Opening implements AutoCloseable {
    private final Deque<Runnable> closings = new ArrayDeque<>();
    private boolean done;

    void keep(Runnable closing) {
        closings.push(closing);
    }

    /** Closes everything, the last first. */
    Runnable closing() {
        return () -> closings.forEach(Runnable::run);
    }

    <T> T done(T whole) {
        done = true;
        return whole;
    }

    @Override
    public void close() {
        if (!done) {
            closing().run();
        }
    }
}
