package dev.refgate.server.cli;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.gate.GateSettings;
import dev.refgate.gate.GateSettings.Commands;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the gates may use of this machine. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class GateOptions {
    /** What programs need to find each other, their files and their language; no secrets are in these. */
    private static final Set<String> HARMLESS = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "SHELL",
            "LANG",
            "LC_ALL",
            "LC_CTYPE",
            "TZ",
            "TMPDIR",
            "TEMP",
            "TMP",
            "SystemRoot",
            "PATHEXT",
            "ComSpec");

    private static final String SETTINGS = "REFGATE_ENV__";

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
        Map<String, String> environment = console.variables();
        Map<String, String> passed = new LinkedHashMap<>();
        List<String> secrets = new ArrayList<>();
        HARMLESS.stream().filter(environment::containsKey).forEach(name -> passed.put(name, environment.get(name)));
        for (String name : variables) {
            String value = environment.get(name);
            if (value == null) {
                throw new InvalidArgumentException("--command-env: " + name + " (expected a variable that is set)");
            }
            passed.put(name, value);
            secrets.add(value);
        }
        environment.forEach((name, value) -> {
            if (name.startsWith(SETTINGS)) {
                secrets.add(value);
            }
        });
        key().key(console).ifPresent(secrets::add);
        return new Commands(Path.of("").toAbsolutePath(), passed, secrets);
    }
}
