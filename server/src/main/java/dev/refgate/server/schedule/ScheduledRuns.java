package dev.refgate.server.schedule;

import dev.refgate.Admission;
import dev.refgate.Refgate;
import dev.refgate.Target;
import dev.refgate.error.RefgateException;
import dev.refgate.error.RepositoryException;
import dev.refgate.server.database.DatabaseException;
import dev.refgate.server.execution.Call;
import dev.refgate.server.execution.Commitment;
import dev.refgate.server.execution.DrainingException;
import dev.refgate.server.execution.Executions;
import dev.refgate.server.execution.StartedRun;
import dev.refgate.server.idempotency.Claim;
import dev.refgate.server.runlog.Cause;
import dev.refgate.server.runlog.RunQuery;
import dev.refgate.server.runlog.RunRecord.Origin;
import dev.refgate.server.runlog.RunRow;
import java.time.Instant;
import java.util.Optional;

/**
 * Begins the runs of schedules, one for each time: the time is a key that a run stands for, so that whatever becomes of rows and
 * servers, there is no second one.
 */
final class ScheduledRuns {
    private static final String RUNNING = "running";

    private final Refgate refgate;
    private final Executions executions;

    ScheduledRuns(Refgate refgate, Executions executions) {
        this.refgate = refgate;
        this.executions = executions;
    }

    /**
     * Begins the run of one time; returns when that is on record.
     *
     * @return empty when the environment has moved on since {@code schedule} was read
     * @throws DrainingException when this server begins no more runs
     * @throws DatabaseException when nothing can be recorded
     * @throws RepositoryException when the repository cannot be read
     */
    Optional<Firing> start(DeclaredSchedule schedule, Instant time) {
        String run = Executions.newId();
        Claim claim = Claim.of(schedule.actor(), schedule.state().workflow().value(), time.toString(), "a time", run);
        Optional<Firing> begun = begun(claim, time);
        if (begun.isPresent()) {
            return begun;
        }
        if (!schedule.schedule().overlapping()) {
            Optional<RunRow> running = running(schedule);
            if (running.isPresent()) {
                return Optional.of(
                        new Firing(time, Outcome.SKIPPED, running.get().id() + ", the run before it, still runs"));
            }
        }
        try {
            return begin(schedule, time, claim);
        } catch (DrainingException | DatabaseException | RepositoryException e) {
            throw e;
        } catch (RefgateException e) {
            return Optional.of(new Firing(time, Outcome.REFUSED, String.valueOf(e.getMessage())));
        }
    }

    private Optional<Firing> begun(Claim claim, Instant time) {
        return executions.log().claim(claim.id()).map(taken -> Firing.started(time, taken.runId()));
    }

    private Optional<RunRow> running(DeclaredSchedule schedule) {
        return executions.log().list(runsOf(schedule, Optional.of(RUNNING))).runs().stream()
                .findFirst();
    }

    /** The newest run of a schedule. */
    static RunQuery runsOf(DeclaredSchedule schedule, Optional<String> status) {
        return new RunQuery(
                Optional.of(schedule.state().workflow().value()),
                Optional.of(schedule.state().environment()),
                status,
                Optional.of(Cause.SCHEDULE.word()),
                Optional.empty(),
                Optional.of(schedule.actor()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1,
                false);
    }

    private Optional<Firing> begin(DeclaredSchedule schedule, Instant time, Claim claim) {
        Admission admission = refgate.admit(
                schedule.state().workflow(), Target.environment(schedule.state().environment()));
        if (!admission.pins().content().equals(schedule.state().content())) {
            return Optional.empty();
        }
        Origin origin = new Origin(Cause.SCHEDULE, schedule.actor(), Optional.of(schedule.actor()));
        Call call = new Call(admission, schedule.schedule().inputValues(), origin);
        Optional<StartedRun> started = executions.start(claim.runId(), call, Commitment.to(claim, false));
        return started.isPresent() ? Optional.of(Firing.started(time, claim.runId())) : begun(claim, time);
    }
}
