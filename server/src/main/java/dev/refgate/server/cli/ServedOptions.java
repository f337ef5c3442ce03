package dev.refgate.server.cli;

import dev.refgate.Refgate;
import dev.refgate.RemoteMirror;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.remote.Remote;
import dev.refgate.remote.RemoteLocation;
import dev.refgate.server.mirror.FetchTimes;
import dev.refgate.server.mirror.Following;
import dev.refgate.server.mirror.HookSecret;
import dev.refgate.server.mirror.MirrorKeeper;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a server serves: a repository of this machine, or the copy of a remote. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class ServedOptions {
    private static final String HOOK_SECRET = "REFGATE_HOOK_SECRET";

    /** A remote that answers is up to date by the time that the server is; for one that does not, no start waits longer. */
    private static final Duration FIRST_FETCH = Duration.ofSeconds(5);

    private static final Duration LONGEST_RUN = Duration.ofHours(1);

    @Option(
            names = "--repository",
            required = true,
            paramLabel = "PATH|URL",
            description =
                    "The workflow repository: a work tree, a bare repository, or the URL of a remote, of which a copy is"
                            + " kept in --data.")
    private String repository;

    @Option(
            names = "--source",
            paramLabel = "BRANCH",
            description =
                    "The source branch, whose refgate.yml counts (default: the branch that HEAD names; in a work tree, the one that its refgate.yml names).")
    private @Nullable String source;

    @Option(
            names = "--fetch-interval",
            paramLabel = "DURATION",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description =
                    "How often a remote repository is fetched; a tenth more or less, and less often while it does not"
                            + " answer (default: ${DEFAULT-VALUE}).")
    private Duration interval;

    Optional<String> source() {
        return Optional.ofNullable(source);
    }

    /** Whether what is served is the copy of a remote. */
    boolean isRemote() {
        return RemoteLocation.isAddress(repository);
    }

    /**
     * Opens it. The copy of a remote is made when it is not there.
     *
     * @param storage where copies are
     * @throws dev.refgate.error.RemoteException when there is no copy, and the remote cannot be read
     */
    ServedRepository open(StorageOptions storage, Refgate.Options options, Console console) {
        if (!isRemote()) {
            return ServedRepository.local(Path.of(repository), options);
        }
        FetchTimes times = new FetchTimes(interval);
        Optional<HookSecret> hooks = hooks(console);
        Remote remote = Remote.of(RemoteLocation.parse(repository, Path.of("")), console.variables());
        RemoteMirror mirror = RemoteMirror.at(Refgate.mirrorIn(storage.mirrors(), remote), remote);
        if (!mirror.isThere()) {
            mirror.fetch();
        }
        MirrorKeeper keeper = new MirrorKeeper(mirror, times, kept(storage), Clock.systemUTC());
        try {
            keeper.start(FIRST_FETCH);
            Refgate refgate = Refgate.open(mirror, options);
            return ServedRepository.copy(refgate, new Following(keeper, hooks), keeper::close, mirror.remote());
        } catch (RuntimeException e) {
            keeper.close();
            throw e;
        }
    }

    /** What the log names, and what runs have begun with. */
    private static Duration kept(StorageOptions storage) {
        return storage.age().compareTo(LONGEST_RUN) > 0 ? storage.age() : LONGEST_RUN;
    }

    private static Optional<HookSecret> hooks(Console console) {
        try {
            return Optional.ofNullable(console.variables().get(HOOK_SECRET))
                    .filter(text -> !text.isBlank())
                    .map(HookSecret::new);
        } catch (InvalidArgumentException e) {
            throw new InvalidArgumentException(HOOK_SECRET + ": " + e.getMessage(), e);
        }
    }
}
