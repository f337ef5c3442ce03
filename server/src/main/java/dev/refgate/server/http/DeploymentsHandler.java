package dev.refgate.server.http;

import dev.refgate.Promotions;
import dev.refgate.Refgate;
import dev.refgate.promotion.Ledger;
import dev.refgate.report.JsonDeployments;
import dev.refgate.server.access.Scope;
import dev.refgate.server.json.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** {@code GET /v2/environments/{environment}/deployments}: what was deployed there, newest first, page by page. */
final class DeploymentsHandler {
    private final Promotions promotions;
    private final Callers callers;

    DeploymentsHandler(Refgate refgate, Callers callers) {
        this.promotions = refgate.promotions();
        this.callers = callers;
    }

    void list(Context context) throws IOException {
        callers.require(context, Scope.READ);
        String environment = context.pathParam("environment");
        int limit = PageLimit.of(context);
        Optional<String> cursor = RequestTarget.parameter(context, "cursor");
        Ledger.Page page = promotions.deployments(environment, cursor, limit);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "data",
                Objects.requireNonNullElse(JsonDeployments.of(environment, page).get("deployments"), List.of()));
        page.next().ifPresent(next -> answer.put("next_cursor", next));
        answer.put("has_more", page.next().isPresent());
        Answers.json(context.res(), 200, generator -> Json.writeValue(generator, answer));
    }
}
