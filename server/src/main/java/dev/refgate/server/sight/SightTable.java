package dev.refgate.server.sight;

import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import dev.refgate.server.database.Database;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What was seen, in the database. Servers may share it: whoever sees the same content first has its time in it. */
final class SightTable {
    private static final int PART = 200;

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

    /** In parts: whoever else has something to write, such as runs their log, waits for one of them and not for all. */
    void write(String environment, Map<WorkflowId, Sight> seen, Set<WorkflowId> gone) {
        parts(gone).forEach(part -> delete(environment, part));
        parts(seen.entrySet()).forEach(part -> upsert(environment, part));
    }

    private void delete(String environment, List<WorkflowId> gone) {
        database.writing().useTransaction(handle -> {
            PreparedBatch batch = handle.prepareBatch(
                    "DELETE FROM sightings WHERE environment = :environment AND workflow = :workflow");
            for (WorkflowId workflow : gone) {
                batch.bind("environment", environment)
                        .bind("workflow", workflow.value())
                        .add();
            }
            batch.execute();
        });
    }

    private void upsert(String environment, List<Map.Entry<WorkflowId, Sight>> seen) {
        database.writing().useTransaction(handle -> {
            PreparedBatch batch = handle.prepareBatch("INSERT INTO sightings (environment, workflow, content, since)"
                    + " VALUES (:environment, :workflow, :content, :since)"
                    + " ON CONFLICT (environment, workflow) DO UPDATE"
                    + " SET content = excluded.content, since = excluded.since"
                    + " WHERE sightings.content <> excluded.content");
            for (Map.Entry<WorkflowId, Sight> entry : seen) {
                batch.bind("environment", environment)
                        .bind("workflow", entry.getKey().value())
                        .bind("content", entry.getValue().content().hex())
                        .bind("since", entry.getValue().since().toEpochMilli())
                        .add();
            }
            batch.execute();
        });
    }

    private static <T> List<List<T>> parts(Collection<T> all) {
        List<T> left = List.copyOf(all);
        return IntStream.iterate(0, from -> from < left.size(), from -> from + PART)
                .mapToObj(from -> left.subList(from, Math.min(from + PART, left.size())))
                .toList();
    }
}
