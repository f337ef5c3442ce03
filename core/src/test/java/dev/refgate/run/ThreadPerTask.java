package dev.refgate.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/**
 * A new daemon thread per task, which begins when a latch opens: the calling thread has then taken the first block.
 *
 * @param begin when to begin
 */
record ThreadPerTask(CountDownLatch begin) implements Executor {
    @Override
    public void execute(Runnable task) {
        Thread thread = new Thread(() -> {
            Latches.await(begin);
            task.run();
        });
        thread.setDaemon(true);
        thread.start();
    }
}
