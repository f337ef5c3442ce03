package dev.refgate.server.database;

/** What the two databases say differently. */
public enum Dialect {
    SQLITE("CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"),
    POSTGRESQL("CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)");

    private final String now;

    Dialect(String now) {
        this.now = now;
    }

    /** The database's own clock, in milliseconds since 1970: one clock for all servers that share it. */
    public String now() {
        return now;
    }
}
