package dev.refgate.server.http;

import dev.refgate.server.access.AuditLog;
import dev.refgate.server.access.AuditLog.Entry;
import dev.refgate.server.access.Scope;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;

/** {@code GET /v2/audit}: what was denied and what was changed. */
final class AuditHandler {
    private static final int PAGE = 100;

    private final AuditLog audit;
    private final Callers callers;

    AuditHandler(AuditLog audit, Callers callers) {
        this.audit = audit;
        this.callers = callers;
    }

    void list(Context context) throws IOException {
        callers.require(context, Scope.ADMIN);
        List<Entry> entries = audit.list(RequestTarget.parameter(context, "cursor"), PAGE + 1);
        boolean more = entries.size() > PAGE;
        List<Entry> page = more ? entries.subList(0, PAGE) : entries;
        Answers.json(context.res(), 200, generator -> {
            generator.writeStartObject();
            generator.writeArrayFieldStart("data");
            for (Entry entry : page) {
                generator.writeStartObject();
                generator.writeStringField("id", entry.id());
                generator.writeStringField("time", entry.time().toString());
                generator.writeStringField("actor", entry.actor());
                generator.writeStringField("address", entry.address());
                generator.writeStringField("action", entry.action());
                generator.writeStringField("outcome", entry.outcome());
                generator.writeEndObject();
            }
            generator.writeEndArray();
            if (more) {
                generator.writeStringField("next_cursor", page.get(PAGE - 1).id());
            }
            generator.writeBooleanField("has_more", more);
            generator.writeEndObject();
        });
    }
}
