package dev.refgate;

import dev.refgate.report.Sheet;
import dev.refgate.report.Sheet.Lines;
import dev.refgate.report.Sheet.Table;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.Revision;
import dev.refgate.repository.WorkflowId;
import dev.refgate.workflow.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Where environments are and what a workflow was, for people and for programs. */
public final class Summaries {
    private static final int NEXT_TIMES = 3;

    private Summaries() {}

    /** Where each environment points to, and which refgate.yml says so. */
    public static Sheet status(PolicyState policy, List<EnvironmentState> environments) {
        List<String> head = new ArrayList<>();
        head.add("source " + policy.policy().source() + ", refgate.yml of "
                + policy.commit().abbreviated());
        policy.staleBecause().ifPresent(reason -> head.add("stale: " + reason));
        return new Sheet(List.of(new Lines(head), environments(environments)));
    }

    /** One row for each environment. */
    public static Table environments(List<EnvironmentState> environments) {
        return new Table(
                List.of("ENVIRONMENT", "REF", "COMMIT", "STATE"),
                environments.stream()
                        .map(state -> List.of(
                                state.environment().name(),
                                state.environment().ref().fullName(),
                                state.commit().map(CommitId::abbreviated).orElse("-"),
                                state.error().orElse("ok")))
                        .toList());
    }

    /** The same as a JSON object. */
    public static Map<String, Object> statusValues(PolicyState policy, List<EnvironmentState> environments) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("source", policy.policy().source());
        object.put("policy_commit", policy.commit().hex());
        policy.staleBecause().ifPresent(reason -> object.put("stale_because", reason));
        object.put("environments", environments.stream().map(Summaries::values).toList());
        return object;
    }

    private static Map<String, Object> values(EnvironmentState state) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", state.environment().name());
        object.put("ref", state.environment().ref().fullName());
        state.commit().ifPresent(commit -> object.put("commit", commit.hex()));
        state.error().ifPresent(error -> object.put("error", error));
        return object;
    }

    /**
     * What starts runs, and when.
     *
     * @param now the times after this one are shown
     */
    public static Table triggers(List<TriggerState> triggers, Instant now) {
        return new Table(
                List.of("ENVIRONMENT", "WORKFLOW", "TRIGGER", "NEXT TIMES"),
                triggers.stream().map(state -> row(state, now)).toList());
    }

    private static List<String> row(TriggerState state, Instant now) {
        String what = "webhook";
        String times = "-";
        if (state.trigger() instanceof Schedule schedule) {
            what = "cron " + schedule.cron() + " (" + schedule.timezone() + ")";
            times = schedule.next(now, NEXT_TIMES).stream()
                    .map(time ->
                            time.atZone(schedule.timezone()).toOffsetDateTime().toString())
                    .collect(Collectors.joining(", "));
        }
        return List.of(state.environment(), state.workflow().value(), what, times);
    }

    /** The same as JSON objects. */
    public static List<Map<String, Object>> triggerValues(List<TriggerState> triggers, Instant now) {
        return triggers.stream().map(state -> values(state, now)).toList();
    }

    private static Map<String, Object> values(TriggerState state, Instant now) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("environment", state.environment());
        object.put("workflow", state.workflow().value());
        object.put("commit", state.commit().hex());
        object.put("content", state.content().hex());
        object.put("type", state.trigger() instanceof Schedule ? "cron" : "webhook");
        if (state.trigger() instanceof Schedule schedule) {
            object.put("cron", schedule.cron());
            object.put("timezone", schedule.timezone().getId());
            object.put("overlap", schedule.overlapping() ? "allow" : "skip");
            object.put(
                    "next_times",
                    schedule.next(now, NEXT_TIMES).stream()
                            .map(Instant::toString)
                            .toList());
        }
        return object;
    }

    /**
     * Revisions of a workflow.
     *
     * @param lines those that are shown, newest first
     */
    public static Table history(List<RevisionLine> lines) {
        return new Table(
                List.of("REVISION", "COMMIT", "TIME", "AUTHOR", "ENVIRONMENTS", "SUBJECT"),
                lines.stream().map(Summaries::row).toList());
    }

    private static List<String> row(RevisionLine line) {
        Revision revision = line.revision();
        return List.of(
                revision.label(),
                revision.commit().abbreviated(),
                revision.time().toString(),
                revision.author(),
                line.environments().isEmpty() ? "-" : String.join(", ", line.environments()),
                revision.subject());
    }

    /**
     * The same as a JSON object.
     *
     * @param total how many there are
     * @param lines those that are shown
     */
    public static Map<String, Object> historyValues(WorkflowId workflow, int total, List<RevisionLine> lines) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("workflow", workflow.value());
        object.put("total", total);
        object.put("revisions", lines.stream().map(Summaries::values).toList());
        return object;
    }

    private static Map<String, Object> values(RevisionLine line) {
        Revision revision = line.revision();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("revision", revision.label());
        object.put("number", revision.number());
        object.put("commit", revision.commit().hex());
        object.put("content", revision.content().hex());
        object.put("time", revision.time().toString());
        object.put("author", revision.author());
        object.put("subject", revision.subject());
        object.put("environments", line.environments());
        return object;
    }
}
