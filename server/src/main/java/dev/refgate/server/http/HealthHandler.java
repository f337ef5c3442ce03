package dev.refgate.server.http;

import dev.refgate.Refgate;
import dev.refgate.error.RefgateException;
import dev.refgate.server.execution.Executions;
import dev.refgate.server.execution.RunsInFlight;
import dev.refgate.server.runlog.RunLog;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether the process lives, and whether it can take runs. */
final class HealthHandler {
    private final Refgate refgate;
    private final RunsInFlight runs;
    private final RunLog log;
    private final Supplier<Optional<String>> trouble;

    /**
     * @param trouble what does not keep runs from being taken, but should be known
     */
    HealthHandler(Refgate refgate, Executions executions, Supplier<Optional<String>> trouble) {
        this.trouble = trouble;
        this.refgate = refgate;
        this.runs = executions.inFlight();
        this.log = executions.log();
    }

    void live(Context context) throws IOException {
        answer(context, 200, "live", "reason", Optional.empty());
    }

    void ready(Context context) throws IOException {
        Optional<String> obstacle =
                runs.isDraining() ? Optional.of("draining") : log.trouble().or(this::unreadable);
        if (obstacle.isEmpty()) {
            answer(context, 200, "ready", "trouble", trouble.get());
        } else {
            answer(context, 503, "not ready", "reason", obstacle);
        }
    }

    private Optional<String> unreadable() {
        try {
            refgate.policy();
            return Optional.empty();
        } catch (RefgateException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static void answer(Context context, int status, String word, String key, Optional<String> reason)
            throws IOException {
        Answers.json(context.res(), status, generator -> {
            generator.writeStartObject();
            generator.writeStringField("status", word);
            if (reason.isPresent()) {
                generator.writeStringField(key, reason.get());
            }
            generator.writeEndObject();
        });
    }
}
