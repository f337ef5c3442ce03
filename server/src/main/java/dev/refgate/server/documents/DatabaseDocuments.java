package dev.refgate.server.documents;

import dev.refgate.run.BlockException;
import dev.refgate.run.Documents;
import dev.refgate.run.RunIds;
import dev.refgate.server.database.Database;
import dev.refgate.server.json.Json;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** Documents in the database. */
public final class DatabaseDocuments implements Documents {
    private final Database database;
    private final Clock clock;

    public DatabaseDocuments(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void save(Place place, String key, @Nullable Object document) {
        String json = Json.write(document);
        if (json.contains("\\u0000")) {
            throw new BlockException("document: has a character of code 0 in it (expected none)", false);
        }
        reached(() -> database.writing()
                .withHandle(handle -> handle.createUpdate(
                                "INSERT INTO documents (environment, collection, name, id, document, saved)"
                                        + " VALUES (:environment, :collection, :name, :id, :document, :saved)"
                                        + " ON CONFLICT (environment, collection, name)"
                                        + " DO UPDATE SET document = excluded.document, saved = excluded.saved")
                        .bind("environment", place.environment())
                        .bind("collection", place.collection())
                        .bind("name", key)
                        .bind("id", RunIds.next())
                        .bind("document", json)
                        .bind("saved", clock.millis())
                        .execute()));
    }

    @Override
    public List<Object> find(Place place, Documents.Query query) {
        Map<String, Object> values = new LinkedHashMap<>();
        String sql = sql(place, query, values);
        return reached(() -> database.reading().withHandle(handle -> {
            try (var rows =
                    handle.createQuery(sql).bindMap(values).mapTo(String.class).iterator()) {
                return read(rows, query.bytes());
            }
        }));
    }

    private static List<Object> read(Iterator<String> rows, int bytes) {
        List<@Nullable Object> documents = new ArrayList<>();
        long size = 0;
        while (rows.hasNext()) {
            String json = rows.next();
            size += json.length();
            if (size > bytes) {
                throw new BlockException(
                        "the documents are too large (at most " + bytes + " bytes as JSON; say a smaller limit)",
                        false);
            }
            documents.add(Json.parse(json));
        }
        return documents;
    }

    private String sql(Place place, Documents.Query query, Map<String, Object> values) {
        StringBuilder sql = new StringBuilder(
                "SELECT document FROM documents WHERE environment = :environment AND collection = :collection");
        values.put("environment", place.environment());
        values.put("collection", place.collection());
        query.key().ifPresent(key -> {
            sql.append(" AND name = :name");
            values.put("name", key);
        });
        query.where().forEach((field, wanted) -> {
            String number = String.valueOf(values.size());
            sql.append(" AND ").append(database.dialect().jsonEquals("document", "path" + number, "value" + number));
            values.put("path" + number, database.dialect().jsonPath(field));
            values.put("value" + number, Json.write(wanted));
        });
        sql.append(" ORDER BY ");
        query.order().ifPresent(field -> {
            sql.append(database.dialect().jsonOrder("document", "order"))
                    .append(query.descending() ? " DESC" : "")
                    .append(" NULLS LAST, ");
            values.put("order", database.dialect().jsonPath(field));
        });
        values.put("limit", query.limit());
        return sql.append("id LIMIT :limit").toString();
    }

    private static <T> T reached(Supplier<T> call) {
        try {
            return Objects.requireNonNull(call.get());
        } catch (JdbiException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
            throw new BlockException("documents: the database cannot be used: " + reason, true, e);
        }
    }
}
