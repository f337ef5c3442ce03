package dev.refgate.server.http;

import dev.refgate.Refgate;
import dev.refgate.TriggerState;
import dev.refgate.server.access.Scope;
import dev.refgate.server.json.Json;
import dev.refgate.server.schedule.DeclaredSchedule;
import dev.refgate.server.schedule.Schedules;
import dev.refgate.server.schedule.Schedules.Memory;
import dev.refgate.server.webhook.Webhook;
import dev.refgate.server.webhook.Webhooks;
import dev.refgate.workflow.Schedule;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code GET /v2/triggers}: what starts runs besides calls, in each environment, and when. */
final class TriggersHandler {
    private final Refgate refgate;
    private final @Nullable Schedules schedules;
    private final @Nullable Webhooks webhooks;
    private final Callers callers;

    /**
     * @param schedules null where nothing is kept: then none starts anything
     * @param webhooks null where nothing is kept: then there is none
     */
    TriggersHandler(Refgate refgate, @Nullable Schedules schedules, @Nullable Webhooks webhooks, Callers callers) {
        this.refgate = refgate;
        this.schedules = schedules;
        this.webhooks = webhooks;
        this.callers = callers;
    }

    void list(Context context) throws IOException {
        callers.require(context, Scope.READ);
        Optional<String> workflow = RequestTarget.parameter(context, "workflow_id");
        Optional<String> environment = RequestTarget.parameter(context, "environment");
        environment.ifPresent(refgate.policy().policy().environments()::named);
        boolean wanted = RequestTarget.parameter(context, "action_type")
                .map(TriggerAnswer.ACTION::equals)
                .orElse(true);
        List<TriggerState> states = wanted ? refgate.triggers() : List.of();
        List<?> data = describe(states.stream()
                .filter(state -> workflow.map(state.workflow().value()::equals).orElse(true))
                .filter(state -> environment.map(state.environment()::equals).orElse(true))
                .toList());
        Answers.json(context.res(), 200, generator -> Json.writeValue(generator, Map.of("data", data)));
    }

    private List<Object> describe(List<TriggerState> states) {
        Map<String, Memory> memories = memories(states);
        List<Webhook> addresses = webhooks == null
                ? List.of()
                : webhooks.all().stream()
                        .filter(webhook -> webhook.revoked().isEmpty())
                        .toList();
        List<Object> described = new ArrayList<>();
        for (TriggerState state : states) {
            TriggerAnswer answer = new TriggerAnswer(refgate, state);
            described.add(
                    state.trigger() instanceof Schedule schedule
                            ? answer.schedule(new DeclaredSchedule(state, schedule), now(), memories, schedules != null)
                            : answer.webhook(addresses, webhooks != null));
        }
        return described;
    }

    private Map<String, Memory> memories(List<TriggerState> states) {
        return schedules == null ? Map.of() : schedules.memories(DeclaredSchedule.among(states));
    }

    private Instant now() {
        return schedules == null ? Instant.now() : schedules.now();
    }
}
