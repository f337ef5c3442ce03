package dev.refgate.server.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * An open database, with the newest schema. Writers and readers have connections of their own, so that a long list never
 * holds up a run. To be closed.
 */
public final class Database implements AutoCloseable {
    private static final String FILE = "refgate.db";
    private static final String WRITING = "&transaction_mode=IMMEDIATE";
    private static final String POSTGRESQL_NOW = "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";
    private static final int READERS = 4;
    private static final long PATIENCE_MILLIS = 3_000;

    private final Dialect dialect;
    private final HikariDataSource writers;
    private final HikariDataSource readers;
    private final @Nullable FolderLock lock;
    private final @Nullable Path folder;
    private final @Nullable Checkpoints checkpoints;
    private final Clock clock;
    private final Jdbi writing;
    private final Jdbi reading;

    private Database(
            Dialect dialect,
            HikariConfig writers,
            HikariConfig readers,
            @Nullable Path folder,
            @Nullable FolderLock lock,
            Clock clock) {
        this.clock = clock;
        this.folder = folder;
        this.dialect = dialect;
        this.lock = lock;
        this.writers = new HikariDataSource(writers);
        this.readers = new HikariDataSource(readers);
        this.writing = Jdbi.create(this.writers);
        this.reading = Jdbi.create(this.readers);
        this.checkpoints = lock == null ? null : new Checkpoints(this.readers, this.writers);
    }

    /**
     * SQLite in a folder, for one server. Every commit is on the disk when it returns.
     *
     * @param folder exists and can be written to
     * @throws DatabaseException when another server has the folder, or the database cannot be opened
     */
    public static Database embedded(Path folder) {
        return embedded(folder, Clock.systemUTC());
    }

    /** The same, with a clock of its own. */
    public static Database embedded(Path folder, Clock clock) {
        FolderLock lock = FolderLock.take(folder);
        try {
            return migrated(new Database(
                    Dialect.SQLITE,
                    uninterrupted(sqlite(folder, WRITING, 1)),
                    uninterrupted(sqlite(folder, "", READERS)),
                    folder,
                    lock,
                    clock));
        } catch (RuntimeException e) {
            lock.close();
            throw failure("--data: " + folder, e);
        }
    }

    /**
     * The same file beside a running server, for commands that change a row or two.
     *
     * @throws DatabaseException when the database cannot be opened
     */
    public static Database beside(Path folder) {
        try {
            return migrated(new Database(
                    Dialect.SQLITE, sqlite(folder, WRITING, 1), sqlite(folder, "", 1), null, null, Clock.systemUTC()));
        } catch (RuntimeException e) {
            throw failure("--data: " + folder, e);
        }
    }

    /**
     * PostgreSQL, for any number of servers.
     *
     * @param url {@code jdbc:postgresql://host/database} or {@code postgresql://host/database}
     * @param password when the URL has none
     * @throws DatabaseException when it cannot be reached
     */
    public static Database postgresql(String url, Optional<String> password) {
        String jdbc = url.startsWith("jdbc:") ? url : "jdbc:" + url;
        if (!jdbc.startsWith("jdbc:postgresql:")) {
            throw new DatabaseException("--database: expected postgresql://host/database");
        }
        try {
            return migrated(new Database(
                    Dialect.POSTGRESQL,
                    pool(jdbc, password, 2),
                    pool(jdbc, password, 2 * READERS),
                    null,
                    null,
                    Clock.systemUTC()));
        } catch (RuntimeException e) {
            throw failure("--database", e);
        }
    }

    private static HikariConfig sqlite(Path folder, String more, int size) {
        String file = folder.resolve(FILE)
                .toAbsolutePath()
                .toString()
                .replace("%", "%25")
                .replace("?", "%3f");
        return pool(
                "jdbc:sqlite:file:" + file + "?journal_mode=WAL&synchronous=FULL&busy_timeout=" + PATIENCE_MILLIS
                        + more,
                Optional.empty(),
                size);
    }

    /** Commits do not stop for {@link Checkpoints}. */
    private static HikariConfig uninterrupted(HikariConfig config) {
        config.setConnectionInitSql("PRAGMA wal_autocheckpoint = 0");
        return config;
    }

    private static HikariConfig pool(String url, Optional<String> password, int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        password.ifPresent(config::setPassword);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(PATIENCE_MILLIS);
        config.setPoolName("refgate-database");
        return config;
    }

    private static Database migrated(Database database) {
        try {
            Flyway.configure()
                    .dataSource(
                            database.writers.getJdbcUrl(),
                            database.writers.getUsername(),
                            database.writers.getPassword())
                    .locations("classpath:db/migration")
                    .loggers("slf4j")
                    .load()
                    .migrate();
            return database;
        } catch (RuntimeException e) {
            database.closePools();
            throw e;
        }
    }

    private static DatabaseException failure(String place, RuntimeException e) {
        if (e instanceof DatabaseException known) {
            return known;
        }
        boolean opening = e instanceof PoolInitializationException || e instanceof FlywayException;
        return new DatabaseException(
                place + ": the database cannot be " + (opening ? "opened" : "used") + ": " + DatabaseTrouble.of(e), e);
    }

    public Dialect dialect() {
        return dialect;
    }

    /** The folder that is this server's alone, when the database is in one. */
    public Optional<Path> folder() {
        return Optional.ofNullable(folder);
    }

    /** The one clock of all servers that share this database, as SQL for milliseconds since 1970. */
    public String now() {
        return dialect == Dialect.SQLITE ? Long.toString(clock.millis()) : POSTGRESQL_NOW;
    }

    /** For what changes something: on SQLite one connection, whose transactions take the write lock at their beginning. */
    public Jdbi writing() {
        return writing;
    }

    /** The same for libraries that write statements of their own. */
    public DataSource dataSource() {
        return writers;
    }

    /** Has a connection of {@link #dataSource} never be used again, after it is closed. */
    public void discard(Connection connection) {
        writers.evictConnection(connection);
    }

    /** For what only looks. */
    public Jdbi reading() {
        return reading;
    }

    @Override
    public void close() {
        closePools();
        if (lock != null) {
            lock.close();
        }
    }

    private void closePools() {
        if (checkpoints != null) {
            checkpoints.close();
        }
        readers.close();
        writers.close();
    }
}
