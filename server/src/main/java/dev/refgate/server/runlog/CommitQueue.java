package dev.refgate.server.runlog;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit: one thread writes what many want written. While one group is on its way to the disk the next one gathers, so
 * the disk is waited for once a group, and a group is as large as the load makes it.
 */
final class CommitQueue<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommitQueue.class);
    private static final int MOST = 256;

    private final BlockingQueue<Item<T>> waiting = new LinkedBlockingQueue<>();
    private final Consumer<List<T>> commit;
    private final Thread thread = new Thread(this::writeAll, "refgate-run-log");
    private volatile boolean closing;

    private record Item<T>(@Nullable T value, CompletableFuture<Void> done) {}

    /**
     * @param commit writes all of a list, or nothing and throws
     */
    CommitQueue(Consumer<List<T>> commit) {
        this.commit = commit;
        thread.setDaemon(true);
        thread.start();
    }

    /** Completes when it is committed. */
    CompletableFuture<Void> add(T value) {
        Item<T> item = new Item<>(value, new CompletableFuture<>());
        waiting.add(item);
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
                group.add(waiting.take());
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

    private void write(List<Item<T>> group) {
        if (group.isEmpty()) {
            return;
        }
        try {
            commit.accept(group.stream().map(Item::value).toList());
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
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        waiting.forEach(item -> item.done().completeExceptionally(new IllegalStateException("the run log is closed")));
    }
}
