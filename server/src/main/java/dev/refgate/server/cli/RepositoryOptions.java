package dev.refgate.server.cli;

import dev.refgate.Refgate;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which repository, for commands that read one where they stand. */
final class RepositoryOptions {
    @Option(
            names = "--repository",
            paramLabel = "PATH",
            defaultValue = ".",
            description = "The workflow repository: a work tree or a bare repository (default: ${DEFAULT-VALUE}).")
    private Path path = Path.of(".");

    @Option(
            names = "--source",
            paramLabel = "BRANCH",
            description =
                    "The source branch, whose refgate.yml counts (default: the branch that HEAD names; in a work tree, the one that its refgate.yml names).")
    private @Nullable String source;

    Refgate open() {
        return open(path, source);
    }

    static Refgate open(Path repository, @Nullable String source) {
        Refgate.Options defaults = Refgate.Options.defaults();
        return Refgate.open(
                repository,
                new Refgate.Options(
                        Optional.ofNullable(source), defaults.settings(), defaults.limits(), defaults.clock()));
    }
}
