package dev.refgate.server.runlog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit: one thread writes what many want written. While one group is on its way to the disk the next one gathers, so
 * the disk is waited for once a group, and a group is as large as the load makes it. Each group costs the same, however small, and takes
 * from the processors what those who are about to come need: while more than a third of them are not here yet, a group waits a little. So
 * do PostgreSQL's {@code commit_delay} and {@code commit_siblings}.
 */
final class CommitQueue<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommitQueue.class);
    private static final int MOST = 256;

    /** A group that is so large gains little by more. */
    private static final int LARGE = 12;

    /** About what the disk takes for one group. */
    private static final Duration PATIENCE = Duration.ofNanos(250_000);

    private final BlockingQueue<Item<T>> waiting = new LinkedBlockingQueue<>();
    private final Consumer<List<T>> commit;
    private final long patienceNanos;
    private final Thread thread = new Thread(this::writeAll, "refgate-run-log");
    private volatile IntSupplier underWay = () -> 0;
    private volatile int awaited = Integer.MAX_VALUE;
    private volatile boolean closing;

    /** Whether some wanted to be written while the last group was; for the one thread. */
    private boolean cameMeanwhile;

    private record Item<T>(@Nullable T value, CompletableFuture<Void> done) {}

    /**
     * @param commit writes all of a list, or nothing and throws
     */
    CommitQueue(Consumer<List<T>> commit) {
        this(commit, PATIENCE);
    }

    /**
     * @param patience how long a group waits for more, at most
     */
    CommitQueue(Consumer<List<T>> commit, Duration patience) {
        this.commit = commit;
        this.patienceNanos = patience.toNanos();
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * @param count says how many are about to want something written, or wait for it already
     */
    void expect(IntSupplier count) {
        underWay = count;
    }

    /** Completes when it is committed. */
    CompletableFuture<Void> add(T value) {
        Item<T> item = new Item<>(value, new CompletableFuture<>());
        waiting.add(item);
        if (waiting.size() >= awaited) {
            awaited = Integer.MAX_VALUE;
            LockSupport.unpark(thread);
        }
        if (closing && waiting.remove(item)) {
            item.done().completeExceptionally(new IllegalStateException("the run log is closed"));
        }
        return item.done();
    }

    /** How many are not on their way to the disk yet. */
    int waiting() {
        return waiting.size();
    }

    private void writeAll() {
        List<Item<T>> group = new ArrayList<>();
        try {
            while (true) {
                gather(group);
                waiting.drainTo(group, MOST - 1);
                boolean last = group.removeIf(item -> item.value() == null);
                write(group);
                group.clear();
                if (last) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("the writer of the run log was interrupted", e);
        }
    }

    /** Takes the first of a group. Who comes alone, again and again, does not wait for others. */
    private void gather(List<Item<T>> group) throws InterruptedException {
        boolean crowded = cameMeanwhile;
        cameMeanwhile = false;
        group.add(waiting.take());
        if (crowded) {
            awaitMore(Math.min(LARGE, underWay.getAsInt() * 2 / 3) - 1);
        }
    }

    private void awaitMore(int wanted) {
        if (waiting.size() >= wanted) {
            return;
        }
        long begin = System.nanoTime();
        awaited = wanted;
        long left = patienceNanos;
        while (waiting.size() < wanted && !closing && left > 0) {
            LockSupport.parkNanos(this, left);
            left = patienceNanos - (System.nanoTime() - begin);
        }
        awaited = Integer.MAX_VALUE;
    }

    private void write(List<Item<T>> group) {
        if (group.isEmpty()) {
            return;
        }
        try {
            commit.accept(group.stream().map(Item::value).toList());
            cameMeanwhile = !waiting.isEmpty();
            group.forEach(item -> item.done().complete(null));
        } catch (RuntimeException e) {
            if (group.size() == 1) {
                group.get(0).done().completeExceptionally(e);
            } else {
                LOG.warn("a group of {} rows cannot be written, trying each: {}", group.size(), e.getMessage());
                group.forEach(item -> write(List.of(item)));
            }
        }
    }

    /** Writes what is there, and ends. */
    @Override
    public void close() {
        closing = true;
        waiting.add(new Item<>(null, new CompletableFuture<>()));
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        waiting.forEach(item -> item.done().completeExceptionally(new IllegalStateException("the run log is closed")));
    }
}
