package dev.refgate.server.schedule;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.refgate.Refgate;
import dev.refgate.document.CronSchedule;
import dev.refgate.server.execution.DrainingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a schedule's row is due: this server alone has it. The row only wakes; which times there are is what the
 * environment's revision says now. A time that was missed by less than {@link #GRACE} still counts, an older one is let go.
 */
final class Firings implements ExecutionHandler<Timing> {
    /** How late a run may start. */
    static final Duration GRACE = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(Firings.class);
    private static final Duration FAR_AWAY = Duration.ofDays(366);

    private final Refgate refgate;
    private final ScheduledRuns runs;
    private final Clock clock;
    private final BiConsumer<DeclaredSchedule, Outcome> counted;
    private volatile @Nullable String trouble;

    /**
     * @param counted is told what became of each time
     */
    Firings(Refgate refgate, ScheduledRuns runs, Clock clock, BiConsumer<DeclaredSchedule, Outcome> counted) {
        this.refgate = refgate;
        this.runs = runs;
        this.clock = clock;
        this.counted = counted;
    }

    @Override
    public CompletionHandler<Timing> execute(TaskInstance<Timing> row, ExecutionContext context) {
        Instant set = context.getExecution().getExecutionTime();
        Instant now = clock.instant();
        try {
            Optional<DeclaredSchedule> declared = find(row.getId());
            if (declared.isPresent()) {
                return fire(declared.get(), set, now, row.getData());
            }
            // Another server may have a newer copy of the repository.
            return set.plus(GRACE).isBefore(now) ? (complete, operations) -> operations.remove() : again(set);
        } catch (DrainingException e) {
            return again(set);
        } catch (RuntimeException e) {
            warn(row.getId(), String.valueOf(e.getMessage()));
            return again(set);
        }
    }

    /** Says the same once, though it is tried again every second. */
    private void warn(String id, String reason) {
        if (!reason.equals(trouble)) {
            LOG.warn("schedule {}: cannot be looked at, trying again: {}", id, reason);
        }
        trouble = reason;
    }

    private Optional<DeclaredSchedule> find(String id) {
        return DeclaredSchedule.among(refgate.triggers()).stream()
                .filter(schedule -> schedule.id().equals(id))
                .findFirst();
    }

    /** Leaves the row as it is: a second later it is due again, for this server or another one. */
    private static CompletionHandler<Timing> again(Instant set) {
        return (complete, operations) -> operations.reschedule(complete, set);
    }

    private CompletionHandler<Timing> fire(DeclaredSchedule schedule, Instant set, Instant now, Timing before) {
        CronSchedule times = schedule.schedule().times();
        Instant untilSet = set.minusNanos(1);
        Instant inTime = now.minus(GRACE);
        Optional<Firing> missed = times.lastAtOrBefore(inTime, untilSet)
                .map(time -> new Firing(time, Outcome.MISSED, "no server was there to start it in time"));
        Optional<Instant> due = times.lastAtOrBefore(now, untilSet.isAfter(inTime) ? untilSet : inTime);
        Optional<Firing> firing = due.flatMap(time -> runs.start(schedule, time));
        if (due.isPresent() && firing.isEmpty()) {
            return again(set);
        }
        missed.ifPresent(each -> tell(schedule, each));
        firing.ifPresent(each -> tell(schedule, each));
        Timing after = Timing.of(schedule.schedule(), firing.or(() -> missed).or(before::last));
        trouble = null;
        Instant next = times.firstAfter(now).orElse(now.plus(FAR_AWAY));
        return (complete, operations) -> operations.reschedule(complete, next, after);
    }

    private void tell(DeclaredSchedule schedule, Firing firing) {
        counted.accept(schedule, firing.outcome());
        if (firing.outcome() == Outcome.STARTED) {
            LOG.info("schedule {}: {}: began {}", schedule.id(), firing.time(), firing.detail());
        } else {
            LOG.warn(
                    "schedule {}: {}: {}: {}",
                    schedule.id(),
                    firing.time(),
                    firing.outcome().word(),
                    firing.detail());
        }
    }
}
