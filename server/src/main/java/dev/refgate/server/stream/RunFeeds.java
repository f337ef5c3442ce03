package dev.refgate.server.stream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.refgate.run.RunEvent;
import dev.refgate.run.RunEvent.RunEnded;
import dev.refgate.run.RunListener;
import dev.refgate.run.Secrets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The feeds of the runs that somebody may watch: while they run, and for a minute after. Safe for use by many threads. */
public final class RunFeeds {
    /** What one run's feed keeps. */
    private static final int WINDOW = 8 << 20;

    /** What all feeds of runs that are over keep together. */
    private static final long ALL_ENDED = 32L << 20;

    private static final Duration AFTER_THE_END = Duration.ofMinutes(1);

    private final Map<String, RunFeed> running = new ConcurrentHashMap<>();
    private final Cache<String, RunFeed> ended = Caffeine.newBuilder()
            .expireAfterWrite(AFTER_THE_END)
            .maximumWeight(ALL_ENDED)
            .weigher((String id, RunFeed feed) -> (int) feed.bytes())
            .build();

    /**
     * Makes the feed of a run that is about to begin.
     *
     * @param environment where it is
     * @param session what the caller groups runs by
     * @param secrets are masked in what blocks put out
     * @param inputs as they are to be shown
     */
    public Recording open(
            String runId, Optional<String> environment, String session, Secrets secrets, Map<String, Object> inputs) {
        RunFeed feed = new RunFeed(WINDOW, environment);
        running.put(runId, feed);
        return new Recording(runId, feed, new EventEncoder(feed, session, secrets, inputs));
    }

    /** The feed of a run; empty when nobody said that it may be watched, or it has been over for too long. */
    public Optional<RunFeed> find(String runId) {
        RunFeed feed = running.get(runId);
        return Optional.ofNullable(feed == null ? ended.getIfPresent(runId) : feed);
    }

    /**
     * Listens to a run and fills its feed. The run's last event is kept back until {@link #close}: nobody may learn how a run
     * ended before that is on record.
     */
    public final class Recording implements RunListener, AutoCloseable {
        private final String runId;
        private final RunFeed feed;
        private final EventEncoder encoder;
        private @Nullable RunEvent last;

        private Recording(String runId, RunFeed feed, EventEncoder encoder) {
            this.runId = runId;
            this.feed = feed;
            this.encoder = encoder;
        }

        public RunFeed feed() {
            return feed;
        }

        @Override
        public void on(RunEvent event) {
            if (event instanceof RunEnded) {
                last = event;
            } else {
                encoder.encode(event);
            }
        }

        /** The end of the run shall not be told: it is not on record. */
        public void breakOff() {
            last = null;
        }

        /** Tells how the run ended, and ends the feed; readers of a run that broke off are cut off. */
        @Override
        public void close() {
            if (last != null) {
                encoder.encode(last);
            }
            feed.end(last != null);
            ended.put(runId, feed);
            running.remove(runId);
        }
    }
}
