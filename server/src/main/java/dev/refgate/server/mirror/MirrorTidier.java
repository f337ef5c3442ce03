package dev.refgate.server.mirror;

import dev.refgate.RemoteMirror;
import dev.refgate.error.RefgateException;
import dev.refgate.server.thread.Daemons;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes few files of a mirror's many, on a thread of its own: neither runs nor fetches wait for it. */
final class MirrorTidier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MirrorTidier.class);
    private static final Duration LEAVING = Duration.ofSeconds(10);

    /** What failed is likely to fail again, and takes long. */
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final RemoteMirror mirror;
    private final Duration keep;
    private final AtomicBoolean offered = new AtomicBoolean();
    private volatile boolean failed;
    private volatile long failedAt;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(Daemons.named("refgate-mirror-tidier"));

    /**
     * @param keep how long what no ref leads to any more stays
     */
    MirrorTidier(RemoteMirror mirror, Duration keep) {
        this.mirror = mirror;
        this.keep = keep;
    }

    /** Says that the mirror has changed. Returns at once. */
    void offer() {
        if (!isPausing() && offered.compareAndSet(false, true)) {
            try {
                thread.execute(this::tidy);
            } catch (RejectedExecutionException e) {
                LOG.debug("closed, so nothing is tidied up", e);
            }
        }
    }

    private boolean isPausing() {
        return failed && System.nanoTime() - failedAt < PAUSE.toNanos();
    }

    private void tidy() {
        offered.set(false);
        failed = false;
        try {
            long begin = System.nanoTime();
            if (mirror.compact(keep)) {
                LOG.info(
                        "the copy of {} was tidied up in {} ms",
                        mirror.remote(),
                        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
            }
        } catch (RefgateException e) {
            pause();
            LOG.warn("{}", e.getMessage());
        } catch (RuntimeException e) {
            pause();
            LOG.error("tidying up the copy of {} failed in a way that nobody foresaw", mirror.remote(), e);
        }
    }

    private void pause() {
        failedAt = System.nanoTime();
        failed = true;
    }

    /** Waits a while for what is being tidied up. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LEAVING.toSeconds(), TimeUnit.SECONDS)) {
                LOG.info("the copy of {} is left as it is, half tidied up", mirror.remote());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
