package dev.refgate.server.cli;

import dev.refgate.server.database.Database;
import dev.refgate.server.runlog.DatabaseRunLog;
import dev.refgate.server.runlog.Retention;
import dev.refgate.server.runlog.RunLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a server keeps its run log, and for how long. */
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the annotated fields, and reads them
final class StorageOptions {
    private static final String PASSWORD = "REFGATE_DATABASE_PASSWORD";

    @Option(
            names = "--data",
            paramLabel = "DIRECTORY",
            description =
                    "Keep the run log here, for this server alone; made when it is not there. Without it and without"
                            + " --database there is no run log.")
    private @Nullable Path data;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description =
                    "Keep the run log in PostgreSQL, which servers may share: postgresql://host/database?user=name. The"
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

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    Storage open() throws IOException {
        if (data != null && database != null) {
            throw new ParameterException(
                    spec.commandLine(), "--data and --database: both (expected one of them, or none)");
        }
        if (data != null) {
            DataDirectory.prepare(data);
            return storage(Database.embedded(data), data.toString());
        }
        if (database != null) {
            return storage(Database.postgresql(database, Optional.ofNullable(System.getenv(PASSWORD))), "PostgreSQL");
        }
        return new Storage(null, RunLog.none(), "none (--data DIRECTORY keeps one)");
    }

    private Storage storage(Database opened, String place) {
        try {
            return new Storage(opened, new DatabaseRunLog(opened, new Retention(age, size), Clock.systemUTC()), place);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }
}
