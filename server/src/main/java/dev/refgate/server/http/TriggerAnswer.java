package dev.refgate.server.http;

import dev.refgate.Refgate;
import dev.refgate.Target;
import dev.refgate.TriggerState;
import dev.refgate.error.RefgateException;
import dev.refgate.server.schedule.DeclaredSchedule;
import dev.refgate.server.schedule.Firing;
import dev.refgate.server.schedule.Outcome;
import dev.refgate.server.schedule.ScheduleStorage;
import dev.refgate.server.schedule.Schedules.LastRun;
import dev.refgate.server.schedule.Schedules.Memory;
import dev.refgate.server.webhook.Webhook;
import dev.refgate.workflow.Schedule;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A trigger as {@code GET /v2/triggers} shows it: in the hosted product's words, and more. */
final class TriggerAnswer {
    /** What all of them do, in the hosted product's words. */
    static final String ACTION = "workflow.execute";

    private static final int NEXT_TIMES = 3;

    private final Refgate refgate;
    private final TriggerState state;

    TriggerAnswer(Refgate refgate, TriggerState state) {
        this.refgate = refgate;
        this.state = state;
    }

    /**
     * @param memories what is remembered of schedules, by their ids
     * @param kept whether the server keeps anything, and so starts anything
     */
    Map<String, @Nullable Object> schedule(
            DeclaredSchedule declared, Instant now, Map<String, Memory> memories, boolean kept) {
        Schedule schedule = declared.schedule();
        Map<String, @Nullable Object> config = config("cron", kept);
        config.put("cron_expression", schedule.cron());
        config.put("timezone", schedule.timezone().getId());
        config.put("trigger_inputs", shownInputs(schedule));
        Map<String, @Nullable Object> answer = answer(declared.id(), config);
        answer.put("inactive_because", kept ? null : ScheduleStorage.NONE);
        answer.put("overlap", schedule.overlapping() ? "allow" : "skip");
        answer.put(
                "next_times",
                kept
                        ? schedule.next(now, NEXT_TIMES).stream()
                                .map(Instant::toString)
                                .toList()
                        : List.of());
        Optional<Memory> memory = Optional.ofNullable(memories.get(declared.id()));
        answer.put(
                "last_time",
                memory.flatMap(Memory::last).map(TriggerAnswer::time).orElse(null));
        answer.put(
                "last_run",
                memory.flatMap(Memory::lastRun).map(TriggerAnswer::run).orElse(null));
        return answer;
    }

    /**
     * @param addresses that count, of all workflows
     * @param kept whether the server keeps anything, and so can have addresses
     */
    Map<String, @Nullable Object> webhook(List<Webhook> addresses, boolean kept) {
        List<Map<String, Object>> own = addresses.stream()
                .filter(address -> address.workflow().equals(state.workflow().value()))
                .map(TriggerAnswer::address)
                .toList();
        Map<String, @Nullable Object> answer =
                answer(state.workflow() + "/" + state.environment() + "/webhook", config("webhook", !own.isEmpty()));
        answer.put(
                "inactive_because",
                !kept
                        ? ScheduleStorage.NONE
                        : own.isEmpty()
                                ? "nobody has an address for it (see refgate webhook create " + state.workflow() + ")"
                                : null);
        answer.put("addresses", own);
        return answer;
    }

    private Map<String, @Nullable Object> config(String type, boolean active) {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("trigger_type", type);
        Map<String, Object> action = new LinkedHashMap<>();
        action.put("action_type", ACTION);
        action.put("workflow_id", state.workflow().value());
        config.put("action", action);
        config.put("status", active ? "active" : "inactive");
        return config;
    }

    private Map<String, @Nullable Object> answer(String id, Map<String, @Nullable Object> config) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("trigger_id", id);
        answer.put("organization_id", "refgate");
        answer.put("workflow_id", state.workflow().value());
        answer.put("environment", state.environment());
        answer.put("revision_id", state.commit().hex());
        answer.put("content_id", state.content().hex());
        answer.put("trigger_config", config);
        return answer;
    }

    /** Without the values that the workflow calls sensitive; without any where nobody can tell which these are. */
    private Map<String, Object> shownInputs(Schedule schedule) {
        Map<String, Object> shown = new LinkedHashMap<>(schedule.inputValues());
        if (!shown.isEmpty()) {
            Optional<Set<String>> sensitive = sensitiveInputs();
            shown.replaceAll(
                    (name, value) -> sensitive.isEmpty() || sensitive.get().contains(name) ? "***" : value);
        }
        return shown;
    }

    private Optional<Set<String>> sensitiveInputs() {
        try {
            return Optional.of(refgate.admit(state.workflow(), Target.environment(state.environment()))
                    .sensitiveInputs());
        } catch (RefgateException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> time(Firing firing) {
        Map<String, Object> time = new LinkedHashMap<>();
        time.put("time", firing.time().toString());
        time.put("outcome", firing.outcome().word());
        time.put(firing.outcome() == Outcome.STARTED ? "run_id" : "reason", firing.detail());
        return time;
    }

    private static Map<String, Object> run(LastRun run) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("run_id", run.id());
        shown.put("status", run.status());
        return shown;
    }

    private static Map<String, Object> address(Webhook webhook) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", webhook.id());
        shown.put("signature", webhook.signing().word());
        shown.put("created_at", webhook.created().toString());
        return shown;
    }
}
