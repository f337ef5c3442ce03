package dev.refgate.server.http;

import dev.refgate.Refgate;
import dev.refgate.Side;
import dev.refgate.diff.RepositoryDiff;
import dev.refgate.report.HtmlDiff;
import dev.refgate.report.JsonDiff;
import dev.refgate.report.MarkdownDiff;
import dev.refgate.repository.WorkflowId;
import dev.refgate.server.access.Scope;
import dev.refgate.server.json.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code GET /v2/diff}: what differs between two environments or revisions. */
final class DiffHandler {
    /** The page has its style in itself, and nothing else. */
    private static final String PAGE_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";

    private final Refgate refgate;
    private final Callers callers;

    DiffHandler(Refgate refgate, Callers callers) {
        this.refgate = refgate;
        this.callers = callers;
    }

    void diff(Context context) throws IOException {
        callers.require(context, Scope.READ);
        String format = RequestTarget.parameter(context, "format").orElse("json");
        if (!Set.of("json", "markdown", "html").contains(format)) {
            throw Refusal.invalid(
                    List.of("query", "format"),
                    "format: " + format + " (expected json, markdown or html)",
                    "invalid_argument");
        }
        Optional<WorkflowId> workflow =
                RequestTarget.parameter(context, "workflow_id").map(WorkflowId::new);
        RepositoryDiff diff = refgate.diff(
                Side.named(side(context, "from")),
                Side.named(side(context, "to")),
                workflow.map(Set::of).orElse(Set.of()));
        switch (format) {
            case "markdown" -> text(context, "text/markdown; charset=utf-8", new MarkdownDiff().render(diff));
            case "html" -> {
                context.res().setHeader("Content-Security-Policy", PAGE_POLICY);
                text(context, "text/html; charset=utf-8", new HtmlDiff().render(diff));
            }
            default -> Answers.json(context.res(), 200, generator -> Json.writeValue(generator, JsonDiff.of(diff)));
        }
    }

    private static String side(Context context, String name) {
        return RequestTarget.parameter(context, name)
                .orElseThrow(() -> Refusal.invalid(
                        List.of("query", name),
                        name
                                + ": missing (expected an environment, a commit, a branch, a tag, latest, or, with workflow_id,"
                                + " r12)",
                        "missing"));
    }

    private static void text(Context context, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        context.res().setStatus(200);
        context.res().setContentType(type);
        context.res().setContentLength(bytes.length);
        context.res().getOutputStream().write(bytes);
    }
}
