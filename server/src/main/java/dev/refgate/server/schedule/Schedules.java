package dev.refgate.server.schedule;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.refgate.Refgate;
import dev.refgate.server.execution.Executions;
import dev.refgate.server.thread.Daemons;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Starts runs by the clock, from {@link #start} to {@link #close}, in turn with all servers that share the database. */
public final class Schedules implements AutoCloseable {
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final int HEARTBEATS = 4;
    private static final int THREADS = 10;
    private static final Duration LAST_STARTS = Duration.ofSeconds(5);

    private final Clock clock;
    private final Duration between;
    private final Executions executions;
    private final Scheduler scheduler;
    private final Timetable timetable;
    private final ScheduledExecutorService looking = Daemons.clock("refgate-schedules");

    /**
     * @param executions of a server that keeps a run log in the same database
     * @param counted is told what became of each time
     */
    public Schedules(
            Refgate refgate,
            Executions executions,
            ScheduleStorage storage,
            BiConsumer<DeclaredSchedule, Outcome> counted) {
        this.clock = storage.clock();
        this.between = storage.between();
        this.executions = executions;
        Firings firings = new Firings(refgate, new ScheduledRuns(refgate, executions), clock, counted);
        CustomTask<Timing> task = Tasks.custom(Timetable.TASK, Timing.class)
                .onFailure((failed, row) ->
                        row.reschedule(failed, failed.getExecution().getExecutionTime()))
                .onDeadExecution(
                        (dead, row) -> row.reschedule(dead, dead.getExecution().getExecutionTime()))
                .execute(firings);
        this.scheduler = Scheduler.create(storage.database().dataSource(), task)
                .clock(clock::instant)
                .serializer(new TimingJson())
                .schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString()))
                .tableName("schedules")
                .threads(THREADS)
                .pollingInterval(between)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(HEARTBEATS)
                .shutdownMaxWait(LAST_STARTS)
                .build();
        this.timetable = new Timetable(refgate, scheduler, clock);
    }

    /**
     * What is remembered of a schedule.
     *
     * @param last the last of its times that came
     * @param lastRun the newest run, and its status
     */
    public record Memory(Optional<Firing> last, Optional<LastRun> lastRun) {}

    /** A run, and how it stands. */
    public record LastRun(String id, String status) {}

    public void start() {
        looking.scheduleWithFixedDelay(timetable::keepUp, 0, between.toMillis(), TimeUnit.MILLISECONDS);
        scheduler.start();
    }

    /** By the clock that runs start by. */
    public Instant now() {
        return clock.instant();
    }

    /** What is remembered of each of these. */
    public Map<String, Memory> memories(List<DeclaredSchedule> schedules) {
        Map<String, Memory> memories = new HashMap<>();
        if (schedules.isEmpty()) {
            return memories;
        }
        var rows = timetable.rows();
        for (DeclaredSchedule schedule : schedules) {
            Optional<Firing> last = Optional.ofNullable(rows.get(schedule.id()))
                    .flatMap(row -> row.getData().last());
            Optional<LastRun> run =
                    executions.log().list(ScheduledRuns.runsOf(schedule, Optional.empty())).runs().stream()
                            .map(row -> new LastRun(row.id(), row.status()))
                            .findFirst();
            memories.put(schedule.id(), new Memory(last, run));
        }
        return memories;
    }

    /** Starts nothing more; what it started goes on. */
    @Override
    public void close() {
        looking.shutdown();
        scheduler.stop();
        try {
            // An interruption could close files of the repository that runs are reading.
            looking.awaitTermination(LAST_STARTS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
