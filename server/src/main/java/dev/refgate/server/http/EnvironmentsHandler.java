package dev.refgate.server.http;

import dev.refgate.Refgate;
import dev.refgate.Refgate.EnvironmentState;
import dev.refgate.Refgate.PolicyState;
import dev.refgate.repository.CommitId;
import dev.refgate.server.access.Scope;
import dev.refgate.server.json.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code GET /v2/environments}: where each environment points to now, and which refgate.yml says so. */
final class EnvironmentsHandler {
    private final Refgate refgate;
    private final Callers callers;

    EnvironmentsHandler(Refgate refgate, Callers callers) {
        this.refgate = refgate;
        this.callers = callers;
    }

    void list(Context context) throws IOException {
        callers.require(context, Scope.READ);
        Map<String, Object> answer = describe(refgate);
        Answers.json(context.res(), 200, generator -> Json.writeValue(generator, answer));
    }

    private static Map<String, Object> describe(Refgate refgate) {
        List<Object> environments = new ArrayList<>();
        refgate.environments().forEach(state -> environments.add(environment(state)));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("data", environments);
        answer.put("policy", policy(refgate.policy()));
        return answer;
    }

    private static Map<String, @Nullable Object> environment(EnvironmentState state) {
        Map<String, @Nullable Object> environment = new LinkedHashMap<>();
        environment.put("name", state.environment().name());
        environment.put("ref", state.environment().ref().fullName());
        environment.put("from", state.environment().from().orElse(null));
        environment.put("commit", state.commit().map(CommitId::hex).orElse(null));
        environment.put("error", state.error().orElse(null));
        return environment;
    }

    private static Map<String, @Nullable Object> policy(PolicyState state) {
        Map<String, @Nullable Object> policy = new LinkedHashMap<>();
        policy.put("source", state.policy().source());
        policy.put("default_environment", state.policy().defaultEnvironment().orElse(null));
        policy.put("commit", state.commit().hex());
        policy.put("stale_because", state.staleBecause().orElse(null));
        return policy;
    }
}
