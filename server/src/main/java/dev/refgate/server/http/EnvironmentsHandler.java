package dev.refgate.server.http;

import dev.refgate.EnvironmentState;
import dev.refgate.PolicyState;
import dev.refgate.Refgate;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.server.access.Scope;
import dev.refgate.server.json.Json;
import dev.refgate.server.mirror.MirrorStatus;
import dev.refgate.server.mirror.Upstream;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code GET /v2/environments}: where each environment points to now, and which refgate.yml says so. */
final class EnvironmentsHandler {
    private final Refgate refgate;
    private final Upstream upstream;
    private final Callers callers;

    EnvironmentsHandler(Refgate refgate, Upstream upstream, Callers callers) {
        this.refgate = refgate;
        this.upstream = upstream;
        this.callers = callers;
    }

    void list(Context context) throws IOException {
        callers.require(context, Scope.READ);
        Map<String, @Nullable Object> answer = describe();
        Answers.json(context.res(), 200, generator -> Json.writeValue(generator, answer));
    }

    /** {@code GET /v2/environments/{environment}}: one, with what is on hold there. */
    void one(Context context) throws IOException {
        callers.require(context, Scope.READ);
        String name = context.pathParam("environment");
        refgate.policy().policy().environments().named(name);
        Optional<MirrorStatus> mirror = upstream.status();
        Map<String, @Nullable Object> environment = refgate.environments().stream()
                .filter(state -> state.environment().name().equals(name))
                .map(state -> environment(state, mirror))
                .findFirst()
                .orElseThrow();
        environment.put("holds", environment.get("commit") == null ? Map.of() : holds(name));
        Answers.json(context.res(), 200, generator -> Json.writeValue(generator, Map.of("data", environment)));
    }

    private Map<String, Object> holds(String environment) {
        Map<String, Object> holds = new LinkedHashMap<>();
        refgate.promotions()
                .holds(environment)
                .forEach((workflow, contents) -> holds.put(
                        workflow.value(),
                        contents.stream().map(ContentId::hex).sorted().toList()));
        return holds;
    }

    private Map<String, @Nullable Object> describe() {
        Optional<MirrorStatus> mirror = upstream.status();
        List<Object> environments = new ArrayList<>();
        refgate.environments().forEach(state -> environments.add(environment(state, mirror)));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("data", environments);
        answer.put("policy", policy(refgate.policy()));
        answer.put("mirror", mirror.map(EnvironmentsHandler::mirror).orElse(null));
        return answer;
    }

    private static Map<String, @Nullable Object> mirror(MirrorStatus status) {
        Map<String, @Nullable Object> mirror = new LinkedHashMap<>();
        mirror.put("remote", status.remote());
        mirror.put("fetched_at", text(status.fetchedAt()));
        mirror.put("stale_since", text(status.staleSince()));
        mirror.put("stale_because", status.staleBecause().orElse(null));
        return mirror;
    }

    private static @Nullable String text(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }

    private static Map<String, @Nullable Object> environment(EnvironmentState state, Optional<MirrorStatus> mirror) {
        Map<String, @Nullable Object> environment = new LinkedHashMap<>();
        environment.put("name", state.environment().name());
        environment.put("ref", state.environment().ref().fullName());
        environment.put("from", state.environment().from().orElse(null));
        environment.put("commit", state.commit().map(CommitId::hex).orElse(null));
        environment.put("error", state.error().orElse(null));
        environment.put("fetched_at", text(mirror.flatMap(MirrorStatus::fetchedAt)));
        environment.put("stale_since", text(mirror.flatMap(MirrorStatus::staleSince)));
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
