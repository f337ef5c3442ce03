package dev.refgate.server.testing;

import java.util.concurrent.Executor;

/**
 * Runs each task on a thread of its own. Tasks that wait must not wait on the pool that all of Java shares: with two
 * processors it has one thread, and HTTP clients complete their answers on it.
 */
public final class OwnThread {
    public static final Executor EXECUTOR = task -> {
        Thread thread = new Thread(task, "test");
        thread.setDaemon(true);
        thread.start();
    };

    private OwnThread() {}
}
