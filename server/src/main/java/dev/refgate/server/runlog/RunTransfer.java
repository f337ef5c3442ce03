package dev.refgate.server.runlog;

import dev.refgate.server.database.DatabaseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings rows from the journal into the database, on a thread of its own: many in one transaction, as soon as somebody wants to read
 * them, and soon in any case. Only now and then is the database told to wait for the disk, for the journal is there already.
 */
final class RunTransfer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunTransfer.class);
    private static final long PAUSE_MILLIS = 100;
    private static final long RETRY_MILLIS = 1_000;

    /** So many rows do not wait for more. */
    private static final int MANY = 1_000;

    private final RunWriter writer;
    private final LongConsumer release;
    private final long safeEvery;
    private final Thread thread = new Thread(this::bringAll, "refgate-run-transfer");

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private RunBatch waiting = new RunBatch();
    private RunBatch moving = new RunBatch();
    private long added;
    private long brought;
    private long safe;
    private long bytesSinceSafe;
    private long attempts;
    private boolean hurry;
    private boolean wantSafe;
    private volatile boolean closing;
    private boolean ended;
    private @Nullable DatabaseException failure;

    /**
     * @param release is told up to which number the disk has all in the database
     * @param safeEvery after so many bytes of the journal it is
     */
    RunTransfer(RunWriter writer, LongConsumer release, long safeEvery) {
        this.writer = writer;
        this.release = release;
        this.safeEvery = safeEvery;
        thread.setDaemon(true);
        thread.start();
    }

    /** Rows that are in the journal, in the order of their numbers. */
    void add(long number, List<RunRow> rows, int bytes) {
        lock.lock();
        try {
            int before = waiting.rows().size();
            waiting.add(number, rows, bytes);
            added = number;
            int now = waiting.rows().size();
            if (before == 0 || before < MANY && now >= MANY) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Why the last try did not succeed; empty when it did. */
    Optional<String> trouble() {
        lock.lock();
        try {
            return Optional.ofNullable(failure).map(failed -> String.valueOf(failed.getMessage()));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns when all that was added is in the database.
     *
     * @param onDisk whether it has to be on the disk there, and released
     * @throws DatabaseException when a try did not succeed
     */
    void settle(boolean onDisk) {
        lock.lock();
        try {
            long wanted = added;
            long tried = attempts;
            while (onDisk ? safe < wanted : brought < wanted) {
                if (failure != null && attempts > tried) {
                    throw new DatabaseException(String.valueOf(failure.getMessage()), failure);
                }
                if (ended) {
                    throw new DatabaseException("the run log is closed");
                }
                hurry = true;
                wantSafe |= onDisk;
                changed.signalAll();
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** What was added and is not in the database yet, in that order. */
    List<RunRow> unsettled() {
        lock.lock();
        try {
            List<RunRow> rows = new ArrayList<>(moving.rows());
            rows.addAll(waiting.rows());
            return rows;
        } finally {
            lock.unlock();
        }
    }

    private void bringAll() {
        try {
            while (awaitWork()) {
                bring();
                if (closing && trouble().isPresent()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("the transfer of runs was interrupted", e);
        } finally {
            end();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is something to bring that shall wait no longer, and takes it; false at the end. */
    private boolean awaitWork() throws InterruptedException {
        lock.lock();
        try {
            if (failure != null && !hurry && !closing) {
                changed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
            }
            while (waiting.isEmpty() && moving.isEmpty() && !wantSafe) {
                if (closing) {
                    return false;
                }
                hurry = false;
                changed.await();
            }
            long left = TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);
            while (!hurry && !closing && failure == null && waiting.rows().size() < MANY && left > 0) {
                left = changed.awaitNanos(left);
            }
            hurry = false;
            if (moving.isEmpty()) {
                RunBatch empty = moving;
                moving = waiting;
                waiting = empty;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void bring() {
        boolean onDisk;
        lock.lock();
        try {
            bytesSinceSafe += moving.bytes();
            onDisk = wantSafe || bytesSinceSafe >= safeEvery;
        } finally {
            lock.unlock();
        }
        DatabaseException failed = null;
        try {
            writer.write(moving.rows(), Math.max(brought, moving.last()), onDisk);
        } catch (DatabaseException e) {
            failed = e;
        } catch (RuntimeException | Error e) {
            // Without this thread nothing would go on.
            failed = new DatabaseException(String.valueOf(e), e);
        }
        tried(onDisk, failed);
    }

    private void tried(boolean onDisk, @Nullable DatabaseException failed) {
        lock.lock();
        try {
            attempts++;
            if (failed == null) {
                brought = Math.max(brought, moving.last());
                moving.clear();
                if (onDisk) {
                    safe = brought;
                    bytesSinceSafe = 0;
                    wantSafe = false;
                    release.accept(safe);
                }
            } else if (failure == null) {
                LOG.warn("runs cannot be brought from the journal into the database: {}", failed.getMessage());
            }
            failure = failed;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Brings what there is, and ends. What cannot be brought stays in the journal, for the next start. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
