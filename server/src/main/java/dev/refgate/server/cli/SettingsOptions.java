package dev.refgate.server.cli;

import dev.refgate.environment.Settings;
import dev.refgate.server.settings.LiveSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the settings of environments ({@code _env}) come from. */
final class SettingsOptions {
    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "Settings of environments (_env) from a file that its owner alone may read: YAML, or"
                    + " REFGATE_ENV__… lines when it ends in .env. Read again when it changes.")
    private @Nullable Path file;

    @Option(
            names = "--settings-dir",
            paramLabel = "DIRECTORY",
            description =
                    "Settings from files <environment>/<KEY> in this folder, as Kubernetes mounts secrets; they count"
                            + " before those of --settings. Read again when they change.")
    private @Nullable Path folder;

    /**
     * @param variables of the process, which count before all
     * @throws dev.refgate.error.RefgateException when a file cannot be used
     */
    LiveSettings open(Map<String, String> variables) {
        return new LiveSettings(
                Settings.fromVariables(variables), Optional.ofNullable(file), Optional.ofNullable(folder));
    }
}
