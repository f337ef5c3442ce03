package dev.refgate.server.cli;

import dev.refgate.server.access.Access;
import dev.refgate.server.access.AuditLog;
import dev.refgate.server.access.KeyRing;
import dev.refgate.server.access.Keys;
import dev.refgate.server.access.Scope;
import dev.refgate.server.database.Database;
import dev.refgate.server.runlog.DatabaseRunLog;
import dev.refgate.server.runlog.Retention;
import dev.refgate.server.runlog.RunLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a server keeps its run log and its keys, and for how long. */
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the annotated fields, and reads them
final class StorageOptions {
    static final String PASSWORD = "REFGATE_DATABASE_PASSWORD";

    @Option(
            names = "--data",
            paramLabel = "DIRECTORY",
            description =
                    "Keep the run log here, for this server alone, and the copy of a remote repository; made when it is not"
                            + " there. Without it and without --database there is no run log.")
    private @Nullable Path data;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description =
                    "Keep the run log and the keys in PostgreSQL, which servers may share: postgresql://host/database?user=name. The"
                            + " password may come from the variable " + PASSWORD + ".")
    private @Nullable String database;

    @Option(
            names = "--keep-runs",
            paramLabel = "DURATION",
            defaultValue = "90d",
            converter = DurationConverter.class,
            description = "Remove runs from the log that are older (default: ${DEFAULT-VALUE}).")
    private Duration age;

    @Option(
            names = "--keep-size",
            paramLabel = "SIZE",
            defaultValue = "10GiB",
            converter = SizeConverter.class,
            description = "Remove the oldest runs when the log is larger, such as 500MiB (default: ${DEFAULT-VALUE}).")
    private long size;

    @Option(
            names = "--keep-audit",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Remove lines from the audit log that are older (default: as --keep-runs).")
    private @Nullable Duration auditAge;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /**
     * Where mirrors of remotes are kept.
     *
     * @throws ParameterException when no place is given
     */
    Path mirrors() {
        if (data == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--data: missing (expected a directory: of a remote repository a copy is kept there)");
        }
        return data.resolve("mirrors");
    }

    /** How long runs stay in the log. */
    Duration age() {
        return age;
    }

    /** Whether there is a place to keep anything. */
    boolean isGiven() {
        return data != null || database != null;
    }

    /**
     * @param keys whether callers need keys
     * @param adminKey a key that is kept elsewhere
     * @param remote whether a copy of a remote is served, which is in {@code --data} also beside {@code --database}
     */
    Storage open(boolean keys, Optional<String> adminKey, boolean remote) throws IOException {
        if (remote) {
            mirrors();
        }
        if (data != null && database != null && !remote) {
            throw new ParameterException(
                    spec.commandLine(), "--data and --database: both (expected one of them, or none)");
        }
        if (data != null && database == null) {
            DataDirectory.prepare(data);
            return storage(Database.embedded(data), data.toString(), keys, adminKey);
        }
        if (database != null) {
            return storage(
                    Database.postgresql(database, Optional.ofNullable(System.getenv(PASSWORD))),
                    "PostgreSQL",
                    keys,
                    adminKey);
        }
        KeyRing ring = keys ? new KeyRing(null, adminKey, Clock.systemUTC()) : null;
        return new Storage(
                null,
                RunLog.none(),
                access(ring, new AuditLog(null)),
                ring,
                "none (--data DIRECTORY keeps one)",
                Optional.empty());
    }

    private static Access access(@Nullable KeyRing ring, AuditLog audit) {
        return ring == null ? Access.withoutKeys(audit) : Access.withKeys(ring, audit);
    }

    private Storage storage(Database opened, String place, boolean keys, Optional<String> adminKey) {
        Clock clock = Clock.systemUTC();
        try {
            RunLog log = new DatabaseRunLog(opened, new Retention(age, size, auditAge == null ? age : auditAge), clock);
            AuditLog audit = new AuditLog(opened);
            if (!keys) {
                return new Storage(opened, log, access(null, audit), null, place, Optional.empty());
            }
            Keys kept = new Keys(opened, clock);
            Optional<String> first = adminKey.isPresent() ? Optional.empty() : firstKey(kept);
            KeyRing ring = new KeyRing(kept, adminKey, clock);
            return new Storage(opened, log, access(ring, audit), ring, place, first);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** Where no key was ever made, somebody has to be able to make one. */
    private static Optional<String> firstKey(Keys keys) {
        return keys.all().isEmpty()
                ? Optional.of(keys.create("admin", Set.of(Scope.ADMIN), Optional.empty())
                        .text())
                : Optional.empty();
    }
}
