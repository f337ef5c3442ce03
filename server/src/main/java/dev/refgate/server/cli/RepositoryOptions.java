package dev.refgate.server.cli;

import dev.refgate.LocalClone;
import dev.refgate.Refgate;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.NotFoundException;
import dev.refgate.error.RepositoryException;
import dev.refgate.remote.Remote;
import dev.refgate.remote.RemoteLocation;
import dev.refgate.run.AllowedAddresses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which repository: the one where the command stands, or a remote. */
final class RepositoryOptions {
    private static final String VARIABLE = "REFGATE_REMOTE";
    private static final String ORIGIN = "origin";

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
        if (remoteName(repository, remote, console).isPresent()) {
            return;
        }
        String ref = refgate.policy()
                .policy()
                .environments()
                .named(environment)
                .ref()
                .fullName();
        if (LocalClone.at(Path.of(repository)).tracks(ORIGIN, ref)) {
            console.err()
                    .println("hint: this moved " + ref + " of this clone alone; " + ORIGIN
                            + " has one, too: to move that, say --remote " + ORIGIN);
        }
    }

    /** The remote that is read and moved, if it is one; without what opens it. */
    Optional<String> remoteAddress(Console console) {
        return remoteName(repository, remote, console)
                .map(name -> location(name, clone(repository)).shown());
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
        Optional<String> wanted = remoteName(repository, remote, console);
        return wanted.isPresent()
                ? openRemote(repository, wanted.get(), options, console)
                : Refgate.open(Path.of(repository), options);
    }

    private static Optional<String> remoteName(String repository, @Nullable String remote, Console console) {
        boolean isAddress = RemoteLocation.isAddress(repository);
        if (remote != null && isAddress) {
            throw new InvalidArgumentException("--remote: " + remote
                    + " (expected no --remote beside --repository URL, which is a remote itself)");
        }
        return Optional.ofNullable(remote)
                .or(() -> Optional.of(repository).filter(any -> isAddress))
                .or(() -> Optional.ofNullable(console.variables().get(VARIABLE)))
                .map(String::strip)
                .filter(name -> !name.isEmpty());
    }

    private static Refgate openRemote(String repository, String name, Refgate.Options options, Console console) {
        Optional<LocalClone> clone = clone(repository);
        Remote remote = Remote.of(location(name, clone), console.variables());
        Path mirrors = clone.map(LocalClone::mirrors).orElseGet(() -> CacheDirectory.mirrors(console.variables()));
        return Refgate.openRemote(
                remote, Refgate.mirrorIn(mirrors, remote), clone.flatMap(LocalClone::workTree), options);
    }

    /** A name has no slash; what has one is a path or a URL. */
    private static RemoteLocation location(String name, Optional<LocalClone> clone) {
        if (name.contains("/") || RemoteLocation.isAddress(name)) {
            return RemoteLocation.parse(name, Path.of(""));
        }
        return clone.orElseThrow(() -> new NotFoundException("remote: " + name
                        + " is a name, and there is no repository here that could know it (expected a URL, or"
                        + " --repository PATH)"))
                .remote(name);
    }

    /** Of a URL there is none; where a command merely stands there need not be one. */
    private static Optional<LocalClone> clone(String repository) {
        if (RemoteLocation.isAddress(repository)) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalClone.at(Path.of(repository)));
        } catch (RepositoryException e) {
            if (repository.equals(".")) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
