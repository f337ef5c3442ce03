package dev.refgate.server.access;

import dev.refgate.run.RunIds;
import dev.refgate.server.database.Database;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The record of what was denied and what was changed: lines of the program's own log, and rows where there is a database. */
public final class AuditLog {
    private static final String ID = "audit_";
    private static final Logger LOG = LoggerFactory.getLogger("audit");

    private final @Nullable Database database;

    /**
     * @param database null to write to the program's log alone
     */
    public AuditLog(@Nullable Database database) {
        this.database = database;
    }

    /**
     * One line of it.
     *
     * @param id grows with time
     * @param actor who; {@code anonymous} where nobody was known
     * @param address where from
     * @param action what, such as {@code POST /v2/runs/run_1/cancel}
     * @param outcome {@code done}, or why it was denied
     */
    public record Entry(String id, String actor, String address, String action, String outcome) {

        /** When: the id begins with it. */
        public Instant time() {
            return Instant.ofEpochMilli(Long.parseLong(id.substring(ID.length(), ID.length() + 12), 16));
        }
    }

    /** Writes it down. Never fails: who is denied stays denied, whatever becomes of the record. */
    public void record(String actor, String address, String action, String outcome) {
        Entry entry = new Entry(RunIds.next().replace("run_", ID), actor, address, clean(action), clean(outcome));
        LOG.info("{} {} {}: {}", entry.actor(), entry.address(), entry.action(), entry.outcome());
        if (database == null) {
            return;
        }
        try {
            database.writing()
                    .useHandle(handle -> handle.createUpdate("INSERT INTO audit (id, actor, address, action, outcome)"
                                    + " VALUES (:id, :actor, :address, :action, :outcome)")
                            .bindMethods(entry)
                            .execute());
        } catch (RuntimeException e) {
            LOG.warn("the audit log cannot be written: {}", e.getMessage());
        }
    }

    /** Newest first. */
    public List<Entry> list(Optional<String> before, int limit) {
        if (database == null) {
            return List.of();
        }
        return database.reading()
                .withHandle(handle -> handle.createQuery(
                                "SELECT id, actor, address, action, outcome FROM audit WHERE id < :before ORDER BY id DESC LIMIT :limit")
                        .bind("before", before.orElse("b"))
                        .bind("limit", limit)
                        .map((result, context) -> new Entry(
                                result.getString("id"),
                                result.getString("actor"),
                                result.getString("address"),
                                result.getString("action"),
                                result.getString("outcome")))
                        .list());
    }

    /** Removes some of the oldest lines. */
    public static int remove(Database database, Instant before, int most) {
        return database.writing()
                .withHandle(handle -> handle.createUpdate("DELETE FROM audit WHERE id IN"
                                + " (SELECT id FROM audit WHERE id < :before ORDER BY id LIMIT :most)")
                        .bind("before", ID + "%012x".formatted(Math.max(0, before.toEpochMilli())))
                        .bind("most", most)
                        .execute());
    }

    /** A line stays one line, of a length that a line may have. */
    private static String clean(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() > 500 ? line.substring(0, 500) : line;
    }
}
