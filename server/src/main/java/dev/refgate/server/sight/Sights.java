package dev.refgate.server.sight;

import dev.refgate.EnvironmentState;
import dev.refgate.Refgate;
import dev.refgate.promotion.Sightings;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import dev.refgate.server.database.Database;
import dev.refgate.server.thread.Daemons;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the environments every few seconds, and remembers since when each has what it has, in the database where there is one. Content
 * that leaves an environment and comes back is seen anew.
 */
public final class Sights implements Sightings, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sights.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Refgate refgate;
    private final @Nullable SightTable table;
    private final Clock clock;
    private final Map<String, Map<WorkflowId, Sight>> seen = new HashMap<>();
    private final Map<String, CommitId> looked = new HashMap<>();
    private final ScheduledExecutorService watch = Daemons.clock("refgate-sights");

    /**
     * @param database where it is kept; null when it is forgotten with the process. Stays the caller's to close, after this
     */
    public Sights(Refgate refgate, @Nullable Database database, Clock clock) {
        this.refgate = refgate;
        this.table = database == null ? null : new SightTable(database);
        this.clock = clock;
    }

    /** Begins to look by itself. */
    public void start() {
        watch.scheduleWithFixedDelay(this::look, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Looks at all environments now. What goes wrong is said in the log, and tried again the next time. */
    public synchronized void look() {
        try {
            for (EnvironmentState state : refgate.environments()) {
                look(state);
            }
        } catch (RuntimeException e) {
            LOG.warn("what is in the environments cannot be seen now: {}", e.getMessage());
        }
    }

    private void look(EnvironmentState state) {
        String environment = state.environment().name();
        if (state.commit().isEmpty() || state.commit().get().equals(looked.get(environment))) {
            return;
        }
        SortedMap<WorkflowId, ContentId> now = refgate.contents(state.commit().get());
        Map<WorkflowId, Sight> known = seen.computeIfAbsent(environment, this::remembered);
        Map<WorkflowId, Sight> fresh = fresh(now, known);
        Set<WorkflowId> gone = new TreeSet<>(known.keySet());
        gone.removeAll(now.keySet());
        if (table != null && !(fresh.isEmpty() && gone.isEmpty())) {
            table.write(environment, fresh, gone);
        }
        known.putAll(fresh);
        known.keySet().removeAll(gone);
        looked.put(environment, state.commit().get());
    }

    private Map<WorkflowId, Sight> fresh(SortedMap<WorkflowId, ContentId> now, Map<WorkflowId, Sight> known) {
        Instant time = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Map<WorkflowId, Sight> fresh = new TreeMap<>();
        now.forEach((workflow, content) -> {
            Sight before = known.get(workflow);
            if (before == null || !before.content().equals(content)) {
                fresh.put(workflow, new Sight(content, time));
            }
        });
        return fresh;
    }

    private Map<WorkflowId, Sight> remembered(String environment) {
        return table == null ? new TreeMap<>() : table.read(environment);
    }

    @Override
    public synchronized Optional<Instant> firstSeen(String environment, WorkflowId workflow, ContentId content) {
        look();
        return Optional.ofNullable(seen.getOrDefault(environment, Map.of()).get(workflow))
                .filter(sight -> sight.content().equals(content))
                .map(Sight::since);
    }

    /** Ends; what is being looked at is looked at to its end. */
    @Override
    public void close() {
        watch.shutdown();
        try {
            if (!watch.awaitTermination(PAUSE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.info("a look at the environments is not over yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
