package dev.refgate.server.webhook;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.NotFoundException;
import dev.refgate.server.access.KeyText;
import dev.refgate.server.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The webhooks in the database. Safe for use by many threads, and by commands beside a running server. */
public final class Webhooks {
    private static final String KIND = "rgw";

    private final Database database;
    private final Clock clock;

    public Webhooks(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A webhook whose token was just made.
     *
     * @param token shown now and never again
     */
    public record Created(Webhook webhook, String token) {

        /** What senders call, behind the server's address. */
        public String path() {
            return "/v1/workflows/" + webhook.workflow() + "/webhook/" + token;
        }
    }

    /**
     * Makes one.
     *
     * @throws InvalidArgumentException when a signature is to be checked and no setting holds the secret
     */
    public Created create(String workflow, Signing signing, Optional<String> setting, boolean waits) {
        if (signing == Signing.NONE ? setting.isPresent() : setting.isEmpty()) {
            throw new InvalidArgumentException("signature: " + signing.word() + " with "
                    + setting.map(name -> "the setting " + name).orElse("no setting")
                    + " (expected a setting that holds the secret, with github, stripe or plain)");
        }
        String token = KeyText.next(KIND);
        String id = KeyText.id(KIND, token).orElseThrow();
        Webhook webhook = new Webhook(
                id, workflow, KeyText.hash(token), signing, setting, waits, clock.instant(), Optional.empty());
        database.writing()
                .useHandle(handle -> handle.createUpdate("INSERT INTO webhooks (id, workflow, hash, signing,"
                                + " signing_setting, answer, created)"
                                + " VALUES (:id, :workflow, :hash, :signing, :setting, :answer, :created)")
                        .bind("id", id)
                        .bind("workflow", workflow)
                        .bind("hash", webhook.hash())
                        .bind("signing", signing.word())
                        .bind("setting", setting.orElse(null))
                        .bind("answer", waits ? "sync" : "async")
                        .bind("created", webhook.created().toEpochMilli())
                        .execute());
        return new Created(webhook, token);
    }

    /**
     * Gives a webhook another token; the old one counts no more.
     *
     * @throws NotFoundException when there is no such webhook that counts
     */
    public Created rotate(String id) {
        Webhook webhook = valid(id).orElseThrow(() -> unknown(id));
        // The id stays: it is what runs and deliveries are recorded under.
        String token = KIND + "_" + id + "_" + KeyText.next(KIND).substring(KIND.length() + id.length() + 2);
        String hash = KeyText.hash(token);
        update("UPDATE webhooks SET hash = :value WHERE id = :id AND revoked IS NULL", id, hash);
        return new Created(
                new Webhook(
                        id,
                        webhook.workflow(),
                        hash,
                        webhook.signing(),
                        webhook.setting(),
                        webhook.waits(),
                        webhook.created(),
                        Optional.empty()),
                token);
    }

    /**
     * Ends a webhook at once.
     *
     * @throws NotFoundException when there is no such webhook that counts
     */
    public void revoke(String id) {
        if (update(
                        "UPDATE webhooks SET revoked = :value WHERE id = :id AND revoked IS NULL",
                        id,
                        clock.instant().toEpochMilli())
                == 0) {
            throw unknown(id);
        }
    }

    private int update(String sql, String id, Object value) {
        return database.writing()
                .withHandle(handle -> handle.createUpdate(sql)
                        .bind("id", id)
                        .bind("value", value)
                        .execute());
    }

    private static NotFoundException unknown(String id) {
        return new NotFoundException("webhook: " + id + " is not there (see refgate webhook list)");
    }

    /** All that there ever were, in the order of their making. */
    public List<Webhook> all() {
        return database.reading()
                .withHandle(handle -> handle.createQuery("SELECT * FROM webhooks ORDER BY created, id")
                        .map((result, context) -> webhook(result))
                        .list());
    }

    /** The webhook of a workflow with this token. How long that takes does not tell how much of a token is right. */
    public Optional<Webhook> find(String workflow, String token) {
        return KeyText.id(KIND, token)
                .flatMap(this::valid)
                .filter(webhook -> KeyText.isSame(webhook.hash(), KeyText.hash(token)))
                .filter(webhook -> webhook.workflow().equals(workflow));
    }

    private Optional<Webhook> valid(String id) {
        return database.reading()
                .withHandle(handle -> handle.createQuery("SELECT * FROM webhooks WHERE id = :id AND revoked IS NULL")
                        .bind("id", id)
                        .map((result, context) -> webhook(result))
                        .findOne());
    }

    private static Webhook webhook(ResultSet result) throws SQLException {
        long revoked = result.getLong("revoked");
        @Nullable Instant end = result.wasNull() ? null : Instant.ofEpochMilli(revoked);
        return new Webhook(
                result.getString("id"),
                result.getString("workflow"),
                result.getString("hash"),
                Signing.of(result.getString("signing")),
                Optional.ofNullable(result.getString("signing_setting")),
                result.getString("answer").equals("sync"),
                Instant.ofEpochMilli(result.getLong("created")),
                Optional.ofNullable(end));
    }
}
