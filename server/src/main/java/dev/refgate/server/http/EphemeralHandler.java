package dev.refgate.server.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.refgate.Admission;
import dev.refgate.GivenWorkflow;
import dev.refgate.Refgate;
import dev.refgate.Target;
import dev.refgate.hosted.NotCarriedOverException;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.server.execution.Call;
import dev.refgate.server.json.Json;
import dev.refgate.server.runlog.RunRecord.Origin;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code POST /v2/workflows/execute}: runs the workflow that the request brings. Who may is granted by name, and nothing is run unless the
 * server's settings let it.
 */
final class EphemeralHandler {
    private static final Optional<String> EPHEMERAL = Optional.of(GivenWorkflow.ENVIRONMENT);

    /** What somebody runs again and again is one line of the record in an hour. */
    private static final Duration RECORDED_FOR = Duration.ofHours(1);

    private static final int RECORDED = 1_000;

    private final Refgate refgate;
    private final RunStarts starts;
    private final Callers callers;
    private final Cache<Content, Boolean> recorded = Caffeine.newBuilder()
            .expireAfterWrite(RECORDED_FOR)
            .maximumSize(RECORDED)
            .build();

    private record Content(String actor, ContentId content) {}

    EphemeralHandler(Refgate refgate, RunStarts starts, Callers callers) {
        this.refgate = refgate;
        this.starts = starts;
        this.callers = callers;
    }

    void execute(Context context) throws IOException {
        callers.requireExecute(context, EPHEMERAL);
        refgate.requireEphemerals();
        byte[] bytes = UnreadBody.read(context);
        Target others = RequestTarget.target(context);
        Optional<String> session = RequestTarget.parameter(context, "session_id");
        GivenBody body = GivenBody.parse(bytes);
        boolean named = others.environment().isPresent() || others.revision().isPresent();
        if (named) {
            callers.requireExecute(context, others.environment());
        }
        Origin origin =
                new Origin(ExecuteHandler.cause(context), callers.of(context).actor(), session);
        starts.answer(
                context,
                "execute",
                () -> sameness(others, body),
                AnswerMode.of(context, body.execute().streaming()),
                () -> call(context, named ? Optional.of(others) : Optional.empty(), body, origin));
    }

    private Call call(Context context, Optional<Target> others, GivenBody body, Origin origin) {
        Optional<CommitId> commit = others.map(target -> RequestTarget.about(target, () -> refgate.commit(target)));
        Admission admission = JsonBody.about(body.key(), () -> admit(body, commit));
        record(context, admission);
        return new Call(admission, body.execute().inputs(), origin);
    }

    private Admission admit(GivenBody body, Optional<CommitId> others) {
        try {
            return refgate.admit(body.given(), others);
        } catch (NotCarriedOverException e) {
            throw Refusal.invalid(e.remarks().stream()
                    .map(remark ->
                            new Refusal.Detail(List.of("body", body.key()), remark.toString(), "not_carried_over"))
                    .toList());
        }
    }

    private void record(Context context, Admission admission) {
        ContentId content = admission.pins().content();
        Content ran = new Content(callers.of(context).actor(), content);
        if (recorded.asMap().putIfAbsent(ran, true) == null) {
            callers.record(context, "run: content " + content.hex());
        }
    }

    private static String sameness(Target others, GivenBody body) {
        Map<String, Object> same = new LinkedHashMap<>(body.sameness());
        others.environment().ifPresent(environment -> same.put("environment", environment));
        others.revision().ifPresent(revision -> same.put("revision_id", revision));
        return Json.write(same);
    }
}
