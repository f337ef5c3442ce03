package dev.refgate.server.mirror;

import dev.refgate.RemoteMirror;
import dev.refgate.error.RefgateException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches a mirror at intervals, on a thread of its own, and at once when somebody hints at news. One thread makes one fetch at a
 * time; hints that come meanwhile are one more fetch after it.
 */
public final class MirrorKeeper implements Upstream, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MirrorKeeper.class);

    /** A fetch that takes longer than this makes the copy count as stale. */
    private static final Duration SLOW = Duration.ofSeconds(10);

    /** After a failure hints are not listened to for so long, or a flood of them would be a flood of fetches. */
    private static final Duration BREATH = Duration.ofSeconds(1);

    private final RemoteMirror mirror;
    private final FetchTimes times;
    private final Clock clock;
    private final Thread thread = new Thread(this::keep, "refgate-mirror");
    private final MirrorTidier tidier;
    private final CountDownLatch first = new CountDownLatch(1);

    private boolean hinted;
    private boolean closed;
    private int failures;
    private @Nullable Instant begun;
    private @Nullable Instant staleSince;
    private @Nullable String staleBecause;

    /**
     * @param mirror to be kept; there need not be a copy yet
     * @param keep how long commits stay that no ref leads to any more: the log of runs names them
     */
    public MirrorKeeper(RemoteMirror mirror, FetchTimes times, Duration keep, Clock clock) {
        this.mirror = mirror;
        this.tidier = new MirrorTidier(mirror, keep);
        this.times = times;
        this.clock = clock;
        thread.setDaemon(true);
    }

    /**
     * Begins, with a fetch at once.
     *
     * @param patience how long to wait for the end of that fetch; it goes on after that
     * @return whether that fetch was over in time, well or not
     */
    public boolean start(Duration patience) {
        mirror.onDamage(this::hint);
        thread.start();
        try {
            return first.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public synchronized void hint() {
        hinted = true;
        notifyAll();
    }

    @Override
    public synchronized Optional<MirrorStatus> status() {
        Instant since = staleSince;
        String because = staleBecause;
        if (since == null && begun != null && begun.plus(SLOW).isBefore(clock.instant())) {
            since = begun;
            because = "a fetch that began at " + begun + " is not done yet";
        }
        return Optional.of(new MirrorStatus(
                mirror.remote(), mirror.fetchedAt(), Optional.ofNullable(since), Optional.ofNullable(because)));
    }

    private void keep() {
        try {
            while (begin()) {
                end(attempt());
                first.countDown();
                pause();
            }
        } catch (InterruptedException e) {
            LOG.debug("ending, since it is closed", e);
        } finally {
            first.countDown();
        }
    }

    private synchronized boolean begin() {
        hinted = false;
        begun = clock.instant();
        return !closed;
    }

    /** Why it failed; empty when it did not. */
    private Optional<String> attempt() {
        try {
            mirror.fetch();
            tidier.offer();
            return Optional.empty();
        } catch (RefgateException e) {
            return Optional.of(e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("fetching {} failed in a way that nobody foresaw", mirror.remote(), e);
            return Optional.of(e.toString());
        }
    }

    private synchronized void end(Optional<String> failure) {
        begun = null;
        if (closed) {
            return;
        }
        if (failure.isPresent()) {
            if (failures == 0) {
                LOG.warn("the copy is stale from now on: {}", failure.get());
            }
            failures++;
            staleSince = staleSince == null ? clock.instant() : staleSince;
            staleBecause = failure.get();
        } else {
            if (failures > 0) {
                LOG.info("the copy of {} is up to date again, after {} failures", mirror.remote(), failures);
            }
            failures = 0;
            staleSince = null;
            staleBecause = null;
        }
    }

    private synchronized void pause() throws InterruptedException {
        long now = System.nanoTime();
        long end = now + times.next(failures, ThreadLocalRandom.current()).toNanos();
        long deafUntil = failures > 0 ? Math.min(end, now + BREATH.toNanos()) : now;
        while (!closed && System.nanoTime() - deafUntil < 0) {
            TimeUnit.NANOSECONDS.timedWait(this, deafUntil - System.nanoTime());
        }
        while (!closed && !hinted && System.nanoTime() - end < 0) {
            TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
        }
    }

    /** Ends; a fetch that is going on is left behind. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        thread.interrupt();
        tidier.close();
    }
}
