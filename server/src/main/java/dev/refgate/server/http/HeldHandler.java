package dev.refgate.server.http;

import dev.refgate.EnvironmentState;
import dev.refgate.Refgate;
import dev.refgate.Target;
import dev.refgate.WorkflowState;
import dev.refgate.error.NotFoundException;
import dev.refgate.repository.WorkflowId;
import dev.refgate.server.access.Scope;
import dev.refgate.server.json.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v2/workflows/{workflow_id}/environments}: what each environment has of a workflow, in the hosted product's form. An environment
 * has one revision of it at most.
 */
final class HeldHandler {
    private final Refgate refgate;
    private final Callers callers;

    HeldHandler(Refgate refgate, Callers callers) {
        this.refgate = refgate;
        this.callers = callers;
    }

    void list(Context context) throws IOException {
        callers.require(context, Scope.READ);
        WorkflowId workflow = RequestTarget.workflow(context);
        List<Object> environments = new ArrayList<>();
        boolean anywhere = false;
        for (EnvironmentState state : refgate.environments()) {
            Optional<WorkflowState> held = held(workflow, state);
            anywhere |= held.isPresent();
            environments.add(values(state, held));
        }
        if (!anywhere) {
            refgate.workflow(workflow, Target.revision("latest"));
        }
        Answers.json(context.res(), 200, generator -> Json.writeValue(generator, Map.of("data", environments)));
    }

    private Optional<WorkflowState> held(WorkflowId workflow, EnvironmentState state) {
        if (state.commit().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(refgate.workflow(
                    workflow, Target.environment(state.environment().name())));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private static Map<String, @Nullable Object> values(EnvironmentState state, Optional<WorkflowState> held) {
        String name = state.environment().name();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("environment_id", name);
        values.put(
                "environment_config",
                Map.of("name", name, "description", state.environment().ref().fullName()));
        values.put("error", state.error().orElse(null));
        values.put("deployments", held.map(of -> deployment(name, of)).stream().toList());
        return values;
    }

    private static Map<String, Object> deployment(String environment, WorkflowState held) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("revision_lookup", "revision_id");
        config.put("revision_id", held.commit().hex());
        Map<String, Object> deployment = new LinkedHashMap<>();
        deployment.put("deployment_id", held.commit().hex());
        deployment.put("environment_id", environment);
        deployment.put("deployment_config", config);
        deployment.put("content_id", held.content().hex());
        return deployment;
    }
}
