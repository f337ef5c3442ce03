package dev.refgate.server.cli;

import dev.refgate.Refgate;
import dev.refgate.RepositoryPlace;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.run.AllowedAddresses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which repository: the one where the command stands, or a remote. */
final class RepositoryOptions {
    @Option(
            names = "--repository",
            paramLabel = "PATH|URL",
            defaultValue = ".",
            description = "The workflow repository: a work tree, a bare repository, or the URL of a remote (default:"
                    + " ${DEFAULT-VALUE}).")
    private String repository = ".";

    @Option(
            names = "--remote",
            paramLabel = "NAME|URL",
            description =
                    "Read and move this remote of the repository instead: origin, or any URL (default: the variable"
                            + " REFGATE_REMOTE, else the repository itself).")
    private @Nullable String remote;

    @Option(
            names = "--source",
            paramLabel = "BRANCH",
            description =
                    "The source branch, whose refgate.yml counts (default: the branch that HEAD names; in a work tree, the one that its refgate.yml names).")
    private @Nullable String source;

    /**
     * The folder with the files, for commands that read those on disk.
     *
     * @throws InvalidArgumentException when there is none
     */
    Path withFiles() {
        return withFiles(repository);
    }

    static Path withFiles(String folder) {
        Path path = Path.of(folder);
        if (!Files.isDirectory(path.resolve("workflows"))) {
            throw new InvalidArgumentException(
                    folder + ": has no workflows/ (expected the folder of a workflow repository;"
                            + " of a bare repository or a remote, say --revision)");
        }
        return path;
    }

    Refgate open(Console console) {
        return open(console, AllowedAddresses.PUBLIC);
    }

    /**
     * @param allowed what blocks may call beside the public internet
     */
    Refgate open(Console console, AllowedAddresses allowed) {
        return open(repository, remote, source, allowed, console);
    }

    /** After a move of a clone's own branch: says how to move the one that others see, if there is one. */
    void adviseRemote(Refgate refgate, String environment, Console console) {
        place(repository, remote, console)
                .unmovedAtOrigin(refgate, environment)
                .ifPresent(ref -> console.err()
                        .println("hint: this moved " + ref
                                + " of this clone alone; origin has one, too: to move that, say" + " --remote origin"));
    }

    /** The remote that is read and moved, if it is one; without what opens it. */
    Optional<String> remoteAddress(Console console) {
        return place(repository, remote, console).remoteAddress();
    }

    /**
     * @param repository a path or a URL
     * @param remote the name of a remote, or a URL; null for what the variables say
     */
    static Refgate open(String repository, @Nullable String remote, @Nullable String source, Console console) {
        return open(repository, remote, source, AllowedAddresses.PUBLIC, console);
    }

    private static Refgate open(
            String repository,
            @Nullable String remote,
            @Nullable String source,
            AllowedAddresses allowed,
            Console console) {
        Refgate.Options defaults = Refgate.Options.defaults();
        Refgate.Options options = new Refgate.Options(
                Optional.ofNullable(source), defaults.settings(), defaults.limits(), allowed, defaults.clock());
        return place(repository, remote, console).open(options);
    }

    private static RepositoryPlace place(String repository, @Nullable String remote, Console console) {
        return new RepositoryPlace(repository, Optional.ofNullable(remote), console.variables());
    }
}
