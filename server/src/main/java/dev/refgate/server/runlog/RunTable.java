package dev.refgate.server.runlog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The statements on the table of runs. */
final class RunTable {
    private static final String COMMON =
            "id, workflow, environment, ref, revision, content, verification, cause, actor,"
                    + " session, status, instance, started_micros, duration_micros, error_block, error_message, truncated, sensitive, facts";
    private static final String ALL = COMMON + ", inputs, outputs, blocks";

    /** Inputs alone where a value of theirs has to be masked in what is listed: in errors. */
    private static final String LISTED =
            COMMON + ", CASE WHEN error_message IS NULL OR sensitive = '[]' THEN NULL ELSE inputs END AS inputs";

    /** What is known at the end replaces what was written at the beginning. */
    private static final String WRITE = "INSERT INTO runs (" + ALL + ", size) VALUES"
            + " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (id) DO UPDATE SET status = excluded.status,"
            + " started_micros = excluded.started_micros, duration_micros = excluded.duration_micros,"
            + " error_block = excluded.error_block, error_message = excluded.error_message,"
            + " truncated = excluded.truncated, inputs = excluded.inputs, outputs = excluded.outputs,"
            + " blocks = excluded.blocks, facts = excluded.facts, size = excluded.size";

    private RunTable() {}

    /** Writes a row as a part of somebody's transaction. */
    static void write(Connection connection, RunRow row) throws SQLException {
        try (PreparedStatement statement = prepare(connection)) {
            write(statement, List.of(row));
        }
    }

    /** What {@link #write(PreparedStatement, List)} takes. */
    static PreparedStatement prepare(Connection connection) throws SQLException {
        return connection.prepareStatement(WRITE);
    }

    static void write(PreparedStatement prepared, List<RunRow> rows) throws SQLException {
        for (RunRow row : rows) {
            bind(prepared, row);
            prepared.addBatch();
        }
        prepared.executeBatch();
    }

    /** Says, as a part of somebody's transaction, up to which entry of a journal all is in the database. */
    static void setBrought(Connection connection, String journal, long number) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO run_journal (name, brought)"
                + " VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET brought = excluded.brought")) {
            statement.setString(1, journal);
            statement.setLong(2, number);
            statement.executeUpdate();
        }
    }

    /** What {@link #setBrought} said last; 0 when it never did. */
    static long brought(Jdbi database, String journal) {
        return database.withHandle(handle -> handle.createQuery("SELECT brought FROM run_journal WHERE name = :name")
                .bind("name", journal)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L));
    }

    private static void bind(PreparedStatement statement, RunRow row) throws SQLException {
        @Nullable
        Object[] values = {
            row.id(),
            row.workflow(),
            row.environment(),
            row.ref(),
            row.revision(),
            row.content(),
            row.verification(),
            row.cause(),
            clean(row.actor()),
            clean(row.session()),
            row.status(),
            row.instance(),
            row.startedMicros(),
            row.durationMicros(),
            row.errorBlock(),
            clean(row.errorMessage()),
            row.truncated() ? 1 : 0,
            row.sensitive(),
            row.facts(),
            row.inputs(),
            row.outputs(),
            row.blocks(),
            row.size()
        };
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    /** PostgreSQL's texts have no such character; in JSON it is escaped. */
    private static @Nullable String clean(@Nullable String text) {
        return text == null ? null : text.replace('\0', '\uFFFD');
    }

    static Optional<RunRow> find(Jdbi database, String id) {
        return database.withHandle(handle -> handle.createQuery("SELECT " + ALL + " FROM runs WHERE id = :id")
                .bind("id", id)
                .map((result, context) -> row(result, true))
                .findOne());
    }

    static RunPage list(Jdbi database, RunQuery query) {
        Map<String, Object> values = new LinkedHashMap<>();
        String sql = "SELECT " + (query.details() ? ALL : LISTED) + " FROM runs" + where(query, values)
                + " ORDER BY id DESC LIMIT :limit";
        values.put("limit", query.limit() + 1);
        List<RunRow> rows = database.withHandle(handle -> handle.createQuery(sql)
                .bindMap(values)
                .map((ResultSet result, StatementContext context) -> row(result, query.details()))
                .list());
        boolean more = rows.size() > query.limit();
        return new RunPage(more ? rows.subList(0, query.limit()) : rows, more);
    }

    private static String where(RunQuery query, Map<String, Object> values) {
        List<String> conditions = new ArrayList<>();
        equal("workflow", query.workflow(), conditions, values);
        equal("environment", query.environment(), conditions, values);
        equal("status", query.status(), conditions, values);
        equal("cause", query.cause(), conditions, values);
        equal("revision", query.revision(), conditions, values);
        equal("session", query.session(), conditions, values);
        // The partial indexes are used where their own condition is in the query.
        query.status()
                .filter(status -> !status.equals("success"))
                .ifPresent(status -> conditions.add("status <> 'success'"));
        query.session()
                .filter(session -> !session.startsWith("run_"))
                .ifPresent(session -> conditions.add("session <> id"));
        query.from().ifPresent(time -> compare("id >= :from", "from", idAt(time), conditions, values));
        query.to().ifPresent(time -> compare("id < :to", "to", idAt(time), conditions, values));
        query.before().ifPresent(id -> compare("id < :before", "before", id, conditions, values));
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    private static void equal(
            String column, Optional<String> value, List<String> conditions, Map<String, Object> values) {
        value.ifPresent(wanted -> compare(column + " = :" + column, column, wanted, conditions, values));
    }

    private static void compare(
            String condition, String name, Object value, List<String> conditions, Map<String, Object> values) {
        conditions.add(condition);
        values.put(name, value);
    }

    /** Where the ids of runs that start then begin: an id begins with its time. */
    static String idAt(Instant time) {
        long millis = Math.max(0, Math.min(time.toEpochMilli(), (1L << 48) - 1));
        return "run_%012x".formatted(millis);
    }

    /** Runs that are cut off get what can be said of them. */
    static int interrupt(Jdbi database, String living) {
        return database.withHandle(
                handle -> handle.createUpdate("UPDATE runs SET status = 'interrupted', outputs = '{}',"
                                + " blocks = '[]', error_message = 'the server ended before the run did'"
                                + " WHERE status <> 'success' AND status IN ('queued', 'running') AND instance NOT IN ("
                                + living + ")")
                        .execute());
    }

    /** Removes some of the oldest runs that are over, and that stand for no key. */
    static int remove(Jdbi database, String before, int most) {
        return database.withHandle(handle -> handle.createUpdate("DELETE FROM runs WHERE id IN (SELECT id FROM runs"
                        + " WHERE id < :before AND status NOT IN ('queued', 'running')"
                        + " AND NOT EXISTS (SELECT 1 FROM idempotency_keys WHERE run = runs.id)"
                        + " ORDER BY id LIMIT :most)")
                .bind("before", before)
                .bind("most", most)
                .execute());
    }

    private static RunRow row(ResultSet result, boolean details) throws SQLException {
        long micros = result.getLong("duration_micros");
        Long duration = result.wasNull() ? null : micros;
        return new RunRow(
                result.getString("id"),
                result.getString("workflow"),
                result.getString("environment"),
                result.getString("ref"),
                result.getString("revision"),
                result.getString("content"),
                result.getString("verification"),
                result.getString("cause"),
                result.getString("actor"),
                result.getString("session"),
                result.getString("status"),
                result.getString("instance"),
                result.getLong("started_micros"),
                duration,
                result.getString("error_block"),
                result.getString("error_message"),
                result.getInt("truncated") != 0,
                result.getString("sensitive"),
                result.getString("inputs"),
                details ? result.getString("outputs") : null,
                details ? result.getString("blocks") : null,
                result.getString("facts"));
    }
}
