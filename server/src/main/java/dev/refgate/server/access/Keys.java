package dev.refgate.server.access;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.NotFoundException;
import dev.refgate.server.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The keys in the database. Safe for use by many threads, and by commands beside a running server. */
public final class Keys {
    private final Database database;
    private final Clock clock;

    public Keys(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A key that was just made.
     *
     * @param text the key: shown now and never again
     */
    public record Created(ApiKey key, String text) {}

    /**
     * Makes one.
     *
     * @param name for people; not another valid key's
     * @throws InvalidArgumentException when the name is taken or empty, or there is no scope
     */
    public Created create(String name, Set<Scope> scopes, Optional<Instant> expires) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            throw new InvalidArgumentException("name: " + name + " (expected letters, digits, dots, hyphens)");
        }
        if (scopes.isEmpty()) {
            throw new InvalidArgumentException("scope: none (expected at least one)");
        }
        Instant now = clock.instant();
        if (all().stream().anyMatch(key -> key.name().equals(name) && key.isValidAt(now))) {
            throw new InvalidArgumentException("name: " + name
                    + " is another key's (expected a new one; refgate key revoke " + name + " ends that)");
        }
        String text = KeyText.next();
        ApiKey key = new ApiKey(
                KeyText.id(text).orElseThrow(),
                name,
                KeyText.hash(text),
                scopes,
                now,
                expires,
                Optional.empty(),
                Optional.empty());
        insert(key);
        return new Created(key, text);
    }

    private void insert(ApiKey key) {
        database.writing()
                .useHandle(
                        handle -> handle.createUpdate("INSERT INTO api_keys (id, name, hash, scopes, created, expires)"
                                        + " VALUES (:id, :name, :hash, :scopes, :created, :expires)")
                                .bind("id", key.id())
                                .bind("name", key.name())
                                .bind("hash", key.hash())
                                .bind(
                                        "scopes",
                                        key.scopes().stream()
                                                .map(Scope::toString)
                                                .sorted()
                                                .collect(Collectors.joining(" ")))
                                .bind("created", key.created().toEpochMilli())
                                .bind(
                                        "expires",
                                        key.expires().map(Instant::toEpochMilli).orElse(null))
                                .execute());
    }

    /** All that there ever were, in the order of their making. */
    public List<ApiKey> all() {
        return database.reading()
                .withHandle(handle -> handle.createQuery("SELECT * FROM api_keys ORDER BY created, id")
                        .map((result, context) -> key(result))
                        .list());
    }

    /**
     * Ends keys, from now on.
     *
     * @param nameOrId of valid keys
     * @throws NotFoundException when there is no such key
     */
    public void revoke(String nameOrId) {
        int revoked = database.writing()
                .withHandle(handle -> handle.createUpdate("UPDATE api_keys SET revoked = :now"
                                + " WHERE revoked IS NULL AND (name = :name OR id = :name)")
                        .bind("now", clock.instant().toEpochMilli())
                        .bind("name", nameOrId)
                        .execute());
        if (revoked == 0) {
            throw new NotFoundException("key: " + nameOrId + " is not there (see refgate key list)");
        }
    }

    void used(String id, Instant time) {
        database.writing()
                .useHandle(handle -> handle.createUpdate("UPDATE api_keys SET last_used = :time WHERE id = :id")
                        .bind("time", time.toEpochMilli())
                        .bind("id", id)
                        .execute());
    }

    private static ApiKey key(ResultSet result) throws SQLException {
        return new ApiKey(
                result.getString("id"),
                result.getString("name"),
                result.getString("hash"),
                Arrays.stream(result.getString("scopes").split(" "))
                        .map(Scope::parse)
                        .collect(Collectors.toSet()),
                Instant.ofEpochMilli(result.getLong("created")),
                time(result, "expires"),
                time(result, "last_used"),
                time(result, "revoked"));
    }

    private static Optional<Instant> time(ResultSet result, String column) throws SQLException {
        long millis = result.getLong(column);
        @Nullable Instant time = result.wasNull() ? null : Instant.ofEpochMilli(millis);
        return Optional.ofNullable(time);
    }
}
