package dev.refgate.benchmarks;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Something that is done over and over, beside what is measured, until this is closed. */
final class BackgroundWork implements AutoCloseable {
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable Exception failure;

    /** One round of it. */
    interface Round {
        void run() throws IOException, InterruptedException;
    }

    BackgroundWork(Round round) {
        this.thread = new Thread(() -> {
            try {
                while (!closed) {
                    round.run();
                }
            } catch (IOException | InterruptedException | RuntimeException e) {
                failure = e;
            }
        });
    }

    void start() {
        thread.start();
    }

    void requireNoFailure() throws IOException {
        if (failure != null) {
            throw new IOException("what was to be done beside failed", failure);
        }
    }

    /** Waits for the end of the round. */
    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
