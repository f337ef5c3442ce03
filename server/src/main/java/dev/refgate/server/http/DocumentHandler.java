package dev.refgate.server.http;

import dev.refgate.server.access.Scope;
import dev.refgate.server.json.Json;
import dev.refgate.server.openapi.DocsPage;
import dev.refgate.server.openapi.OpenApiDocument;
import dev.refgate.server.openapi.Operation;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** {@code GET /openapi.json} and {@code GET /docs}: what the routes are, for programs and for people. */
final class DocumentHandler {
    private final Map<String, Object> document;
    private final byte[] page;
    private final Callers callers;

    DocumentHandler(List<Operation> operations, Callers callers) {
        this.document = OpenApiDocument.of(operations);
        this.page = DocsPage.of(operations).getBytes(StandardCharsets.UTF_8);
        this.callers = callers;
    }

    void document(Context context) throws IOException {
        callers.require(context, Scope.READ);
        Answers.json(context.res(), 200, generator -> Json.writeValue(generator, document));
    }

    void page(Context context) throws IOException {
        callers.require(context, Scope.READ);
        context.res().setHeader("Content-Security-Policy", DocsPage.POLICY);
        context.res().setContentType("text/html; charset=utf-8");
        context.res().getOutputStream().write(page);
    }
}
