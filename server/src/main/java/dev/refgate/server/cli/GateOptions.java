package dev.refgate.server.cli;

import dev.refgate.gate.GateSettings;
import dev.refgate.gate.GateSettings.Commands;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the gates may use of this machine. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class GateOptions {
    @Mixin
    private ServerOptions server;

    @Option(
            names = "--run-commands",
            description = "Run the programs that gates of type command name in refgate.yml, on this machine and as this"
                    + " user. Without it such gates are closed.")
    private boolean runCommands;

    @Option(
            names = "--command-env",
            paramLabel = "VARIABLE",
            description =
                    "Let these programs see this variable, too; may be given several times (default: PATH, HOME and"
                            + " the like).")
    private List<String> variables = List.of();

    /** The key for servers. */
    KeyOptions key() {
        return server.key();
    }

    GateSettings settings(Console console) throws IOException {
        return new GateSettings(server.find(console), runCommands ? Optional.of(commands(console)) : Optional.empty());
    }

    private Commands commands(Console console) throws IOException {
        return Commands.of(Path.of("").toAbsolutePath(), console.variables(), variables, key().key(console));
    }
}
