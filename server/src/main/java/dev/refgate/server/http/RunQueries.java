package dev.refgate.server.http;

import dev.refgate.error.RefgateException;
import dev.refgate.run.RunStatus;
import dev.refgate.server.runlog.Cause;
import dev.refgate.server.runlog.RunLog;
import dev.refgate.server.runlog.RunQuery;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a request wants to see of the run log. */
final class RunQueries {

    private RunQueries() {}

    static RunQuery parse(Context context, String from, String to, boolean details) {
        return new RunQuery(
                RequestTarget.parameter(context, "workflow_id"),
                RequestTarget.parameter(context, "environment"),
                word(
                        context,
                        "status",
                        Arrays.stream(RunStatus.values()).map(RunStatus::word).toList()),
                word(
                        context,
                        "trigger",
                        Arrays.stream(Cause.values()).map(Cause::word).toList()),
                RequestTarget.parameter(context, "revision_id"),
                RequestTarget.parameter(context, "session_id"),
                time(context, from),
                time(context, to),
                cursor(context),
                PageLimit.of(context),
                details);
    }

    /**
     * @throws RefgateException when nothing is recorded
     */
    static void requireKept(RunLog log) {
        if (!log.isKept()) {
            throw Refusal.of(
                    404,
                    "runs: this server keeps no run log (expected a server that was started with --data DIRECTORY)");
        }
    }

    private static Optional<String> word(Context context, String name, List<String> words) {
        Optional<String> value = RequestTarget.parameter(context, name);
        if (value.isPresent() && !words.contains(value.get())) {
            throw invalid(name, value.get(), "one of: " + String.join(", ", words));
        }
        return value;
    }

    private static Optional<String> cursor(Context context) {
        Optional<String> cursor = RequestTarget.parameter(context, "cursor");
        if (cursor.isPresent() && !cursor.get().matches("run_[0-9a-f]{32}")) {
            throw invalid("cursor", cursor.get(), "the next_cursor of the page before");
        }
        return cursor;
    }

    /** A time with its offset, or a day, which begins at midnight UTC. */
    private static Optional<Instant> time(Context context, String name) {
        return RequestTarget.parameter(context, name).map(value -> {
            try {
                return value.length() > 10
                        ? OffsetDateTime.parse(value).toInstant()
                        : LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
            } catch (DateTimeParseException e) {
                throw invalid(name, value, "a time such as 2026-11-01T00:00:00Z, or a day such as 2026-11-01");
            }
        });
    }

    private static Refusal invalid(String name, String value, String expected) {
        return Refusal.invalid(
                List.of("query", name), name + ": " + value + " (expected " + expected + ")", "invalid_argument");
    }
}
