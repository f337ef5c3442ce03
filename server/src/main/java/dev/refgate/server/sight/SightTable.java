package dev.refgate.server.sight;

import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import dev.refgate.server.database.Database;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What was seen, in the database. Servers may share it: whoever sees the same content first has its time in it. */
final class SightTable {
    private final Database database;

    SightTable(Database database) {
        this.database = database;
    }

    Map<WorkflowId, Sight> read(String environment) {
        Map<WorkflowId, Sight> sights = new TreeMap<>();
        database.reading()
                .useHandle(handle -> handle.createQuery(
                                "SELECT workflow, content, since FROM sightings WHERE environment = :environment")
                        .bind("environment", environment)
                        .map((row, context) -> sights.put(
                                new WorkflowId(row.getString("workflow")),
                                new Sight(
                                        new ContentId(row.getString("content")),
                                        Instant.ofEpochMilli(row.getLong("since")))))
                        .list());
        return sights;
    }

    void write(String environment, Map<WorkflowId, Sight> seen, Set<WorkflowId> gone) {
        database.writing().useTransaction(handle -> {
            for (WorkflowId workflow : gone) {
                handle.createUpdate("DELETE FROM sightings WHERE environment = :environment AND workflow = :workflow")
                        .bind("environment", environment)
                        .bind("workflow", workflow.value())
                        .execute();
            }
            for (Map.Entry<WorkflowId, Sight> entry : seen.entrySet()) {
                handle.createUpdate("INSERT INTO sightings (environment, workflow, content, since)"
                                + " VALUES (:environment, :workflow, :content, :since)"
                                + " ON CONFLICT (environment, workflow) DO UPDATE"
                                + " SET content = excluded.content, since = excluded.since"
                                + " WHERE sightings.content <> excluded.content")
                        .bind("environment", environment)
                        .bind("workflow", entry.getKey().value())
                        .bind("content", entry.getValue().content().hex())
                        .bind("since", entry.getValue().since().toEpochMilli())
                        .execute();
            }
        });
    }
}
