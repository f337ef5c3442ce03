package dev.refgate.server.thread;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/** Threads that keep no process alive: what they do has an end when the process has. */
public final class Daemons {
    private Daemons() {}

    /** One thread that does things at their times, one after another. To be shut down by its owner. */
    public static ScheduledExecutorService clock(String name) {
        return Executors.newSingleThreadScheduledExecutor(named(name));
    }

    /** Makes threads of this name. */
    public static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
