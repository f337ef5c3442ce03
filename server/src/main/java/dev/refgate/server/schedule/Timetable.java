package dev.refgate.server.schedule;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.ScheduledExecutionsFilter;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import dev.refgate.Refgate;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the rows in step with what the environments' revisions declare. For one thread, but for {@link #rows}. */
final class Timetable {
    static final String TASK = "schedule";

    private static final Logger LOG = LoggerFactory.getLogger(Timetable.class);

    /** So often a look at the rows is left out while nothing moves. */
    private static final int QUIET_LOOKS = 5;

    private final Refgate refgate;
    private final SchedulerClient rows;
    private final Clock clock;
    private Map<String, DeclaredSchedule> known = Map.of();
    private int looks;
    private @Nullable String trouble;

    Timetable(Refgate refgate, SchedulerClient rows, Clock clock) {
        this.refgate = refgate;
        this.rows = rows;
        this.clock = clock;
    }

    /** Looks where the environments are. Never throws: what goes wrong now may go well a second later. */
    void keepUp() {
        try {
            Map<String, DeclaredSchedule> declared = DeclaredSchedule.among(refgate.triggers()).stream()
                    .collect(Collectors.toMap(DeclaredSchedule::id, Function.identity()));
            if (looks++ % QUIET_LOOKS == 0 || !declared.equals(known)) {
                keepUp(declared);
            }
        } catch (RuntimeException e) {
            String reason = String.valueOf(e.getMessage());
            if (!reason.equals(trouble)) {
                LOG.warn("schedules cannot be followed: {}", reason);
            }
            trouble = reason;
        }
    }

    private void keepUp(Map<String, DeclaredSchedule> declared) {
        Map<String, ScheduledExecution<Timing>> present = rows();
        Instant now = clock.instant();
        declared.forEach((id, schedule) -> keep(id, schedule, Optional.ofNullable(present.get(id)), now));
        known.keySet().stream()
                .filter(id -> !declared.containsKey(id) && present.containsKey(id))
                .forEach(this::remove);
        known = declared;
        trouble = null;
    }

    private void keep(String id, DeclaredSchedule schedule, Optional<ScheduledExecution<Timing>> row, Instant now) {
        List<Instant> next = schedule.schedule().next(now, 1);
        if (next.isEmpty()) {
            return;
        }
        if (row.isEmpty()) {
            Timing timing = Timing.of(schedule.schedule(), Optional.empty());
            if (rows.scheduleIfNotExists(new TaskInstance<>(TASK, id, timing), next.get(0))) {
                LOG.info("schedule {}: comes at {}", id, next.get(0));
            }
        } else if (!row.get().getData().isOf(schedule.schedule()) && !row.get().isPicked()) {
            Timing timing = Timing.of(schedule.schedule(), row.get().getData().last());
            change(id, () -> rows.reschedule(TaskInstanceId.of(TASK, id), next.get(0), timing));
            LOG.info("schedule {}: was changed, comes at {}", id, next.get(0));
        }
    }

    private void remove(String id) {
        change(id, () -> rows.cancel(TaskInstanceId.of(TASK, id)));
        LOG.info("schedule {}: is gone", id);
    }

    /** Another server may do the same, or just have the row in hand: then it goes by what is declared anyway. */
    private static void change(String id, Runnable change) {
        try {
            change.run();
        } catch (TaskInstanceException e) {
            LOG.debug("schedule {}: another server was faster", id, e);
        }
    }

    /** All rows, by the ids of the schedules. */
    Map<String, ScheduledExecution<Timing>> rows() {
        Map<String, ScheduledExecution<Timing>> found = new HashMap<>();
        rows.fetchScheduledExecutionsForTask(
                TASK,
                Timing.class,
                ScheduledExecutionsFilter.all(),
                row -> found.put(row.getTaskInstance().getId(), row));
        return found;
    }
}
