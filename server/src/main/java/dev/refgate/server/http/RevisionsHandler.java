package dev.refgate.server.http;

import dev.refgate.Promotions;
import dev.refgate.Refgate;
import dev.refgate.RevisionLine;
import dev.refgate.promotion.NamedRevision;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.Revision;
import dev.refgate.repository.WorkflowId;
import dev.refgate.server.access.Scope;
import dev.refgate.server.json.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v2/workflows/{workflow_id}/revisions}, and {@code PUT /v2/workflows/{workflow_id}/revisions/{revision}} and {@code …/name}, which
 * give a revision a name.
 */
final class RevisionsHandler {
    private final Refgate refgate;
    private final Promotions promotions;
    private final Callers callers;

    RevisionsHandler(Refgate refgate, Callers callers) {
        this.refgate = refgate;
        this.promotions = refgate.promotions();
        this.callers = callers;
    }

    void list(Context context) throws IOException {
        callers.require(context, Scope.READ);
        WorkflowId workflow = RequestTarget.workflow(context);
        int limit = PageLimit.of(context);
        int before = before(context);
        List<RevisionLine> found = refgate.history(workflow).stream()
                .filter(line -> line.revision().number() < before)
                .limit(limit + 1L)
                .toList();
        List<RevisionLine> page = found.subList(0, Math.min(limit, found.size()));
        Map<CommitId, NamedRevision> names = promotions.names(workflow).stream()
                .collect(Collectors.toMap(NamedRevision::commit, Function.identity(), (first, second) -> first));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put(
                "data",
                page.stream()
                        .map(line -> values(
                                workflow,
                                line,
                                Optional.ofNullable(names.get(line.revision().commit()))))
                        .toList());
        boolean more = found.size() > limit;
        if (more) {
            answer.put("next_cursor", page.get(page.size() - 1).revision().label());
        }
        answer.put("has_more", more);
        Answers.json(context.res(), 200, generator -> Json.writeValue(generator, answer));
    }

    /** The number that all of the page are below. */
    private static int before(Context context) {
        Optional<String> cursor = RequestTarget.parameter(context, "cursor");
        if (cursor.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        if (!cursor.get().matches("r[1-9][0-9]{0,8}")) {
            throw Refusal.invalid(
                    List.of("query", "cursor"),
                    "cursor: " + cursor.get() + " (expected the next_cursor of the page before)",
                    "invalid_argument");
        }
        return Integer.parseInt(cursor.get().substring(1));
    }

    private static Map<String, @Nullable Object> values(
            WorkflowId workflow, RevisionLine line, Optional<NamedRevision> named) {
        Revision revision = line.revision();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("workflow_id", workflow.value());
        values.put("revision_id", revision.commit().hex());
        values.put("revision", revision.label());
        values.put("content_id", revision.content().hex());
        values.put("created_at", revision.time().toString());
        values.put("author", revision.author());
        values.put("message", revision.subject());
        values.put("name", named.map(NamedRevision::name).orElse(null));
        values.put("description", named.flatMap(NamedRevision::description).orElse(null));
        values.put("environments", line.environments());
        return values;
    }

    void name(Context context) throws IOException {
        callers.require(context, Scope.WRITE);
        WorkflowId workflow = RequestTarget.workflow(context);
        JsonBody body = JsonBody.of(context);
        String name = body.text("name")
                .orElseThrow(
                        () -> Refusal.invalid(List.of("body", "name"), "name: missing (expected one line)", "missing"));
        Optional<String> description = body.text("description");
        body.requireNothingElse();
        NamedRevision named = JsonBody.about(
                "name",
                () -> promotions.name(
                        workflow, context.pathParam("revision"), name, description, callers.actor(context)));
        callers.recordChange(context);
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("workflow_id", workflow.value());
        data.put("revision_id", named.commit().hex());
        data.put("name", named.name());
        data.put("description", named.description().orElse(null));
        Answers.json(context.res(), 200, generator -> Json.writeValue(generator, Map.of("data", data)));
    }
}
