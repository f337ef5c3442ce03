package dev.refgate;

import dev.refgate.error.RemoteException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Does something for many at once. Who asks gets a turn that began after the asking; all who ask while one is going on share the
 * next. So there is one at a time, and one that waits, however many ask.
 */
final class SharedTurns implements Runnable {
    private final Runnable action;
    private final Lock turns = new ReentrantLock(true);
    private @Nullable FutureTask<Boolean> next;
    private int asking;

    SharedTurns(Runnable action) {
        this.action = action;
    }

    /** Returns when a turn is over; fails as the turn did. */
    @Override
    public void run() {
        FutureTask<Boolean> mine = new FutureTask<>(action, true);
        FutureTask<Boolean> turn = join(mine);
        if (turn == mine) {
            take(mine);
        }
        await(turn);
    }

    private synchronized FutureTask<Boolean> join(FutureTask<Boolean> mine) {
        if (next == null) {
            next = mine;
            asking = 0;
        }
        asking++;
        return next;
    }

    private void take(FutureTask<Boolean> mine) {
        turns.lock();
        try {
            begin();
            mine.run();
        } finally {
            turns.unlock();
        }
    }

    private synchronized void begin() {
        next = null;
        asking = 0;
    }

    /** How many wait for the next turn. */
    synchronized int asking() {
        return asking;
    }

    private static void await(FutureTask<Boolean> turn) {
        try {
            turn.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteException("interrupted while waiting for the remote", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
