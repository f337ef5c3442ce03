package dev.refgate.server.cli;

import dev.refgate.server.access.Keys;
import dev.refgate.server.database.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where keys are kept: where the server keeps its run log. It may be running. */
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the annotated fields, and reads them
final class KeyStoreOptions {
    @Option(names = "--data", paramLabel = "DIRECTORY", description = "The server's --data directory.")
    private @Nullable Path data;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description =
                    "The server's --database; the password may come from the variable " + StorageOptions.PASSWORD + ".")
    private @Nullable String database;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    <T> T with(Function<Keys, T> use) throws IOException {
        return withDatabase(database -> use.apply(new Keys(database, Clock.systemUTC())));
    }

    /** The same for what else is kept there. */
    <T> T withDatabase(Function<Database, T> use) throws IOException {
        try (Database opened = open()) {
            return use.apply(opened);
        }
    }

    private Database open() throws IOException {
        if (data != null && database == null) {
            DataDirectory.prepare(data);
            return Database.beside(data);
        }
        if (database != null && data == null) {
            return Database.postgresql(database, Optional.ofNullable(System.getenv(StorageOptions.PASSWORD)));
        }
        throw new ParameterException(
                spec.commandLine(), "--data, --database: expected one of them: where the server keeps its keys");
    }
}
