package dev.refgate.server.mirror;

import dev.refgate.Refgate;
import dev.refgate.RemoteMirror;
import dev.refgate.environment.Settings;
import dev.refgate.remote.Remote;
import dev.refgate.remote.RemoteCredentials;
import dev.refgate.remote.RemoteLocation;
import dev.refgate.remote.RemoteTimeouts;
import dev.refgate.run.RunLimits;
import dev.refgate.server.http.HttpServer;
import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.TestServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A server of a remote's copy, which is not fetched but at the start and on hints, unless it says otherwise. */
final class MirroredServer implements AutoCloseable {
    static final Duration NEVER = Duration.ofHours(1);
    static final Duration KEEP = Duration.ofDays(1);
    private static final RemoteTimeouts IMPATIENT =
            new RemoteTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(2));

    /** For a fetch that hangs for as long as the test wants it to. */
    private static final RemoteTimeouts PATIENT =
            new RemoteTimeouts(Duration.ofSeconds(10), Duration.ofMinutes(2), Duration.ofMinutes(2));

    private final MirrorKeeper keeper;
    private final TestServer server;

    private MirroredServer(MirrorKeeper keeper, TestServer server) {
        this.keeper = keeper;
        this.server = server;
    }

    static MirroredServer start(String url, String token, Path mirror, Duration interval) {
        return start(copy(url, token, mirror), interval, Optional.empty());
    }

    /** Takes hooks, and fetches by itself at the start alone; waits long for the remote. */
    static MirroredServer withHooks(String url, String token, Path mirror, String secret) {
        return start(copy(url, token, mirror, PATIENT), NEVER, Optional.of(new HookSecret(secret)));
    }

    private static MirroredServer start(RemoteMirror copy, Duration interval, Optional<HookSecret> hooks) {
        if (!copy.isThere()) {
            copy.fetch();
        }
        MirrorKeeper keeper = new MirrorKeeper(copy, new FetchTimes(interval), KEEP, Clock.systemUTC());
        keeper.start(Duration.ofSeconds(20));
        Refgate refgate = open(copy);
        return new MirroredServer(
                keeper, TestServer.serve(refgate, HttpServer.Options.defaults().with(new Following(keeper, hooks))));
    }

    static RemoteMirror copy(String url, String token, Path mirror) {
        return copy(url, token, mirror, IMPATIENT);
    }

    /** The same of a remote that is never in trouble, so that it may take its time. */
    static RemoteMirror patientCopy(String url, String token, Path mirror) {
        return copy(url, token, mirror, PATIENT);
    }

    private static RemoteMirror copy(String url, String token, Path mirror, RemoteTimeouts timeouts) {
        RemoteCredentials credentials = RemoteCredentials.none().withToken(token);
        return RemoteMirror.at(mirror, new Remote(RemoteLocation.parse(url, Path.of("/")), credentials, timeouts));
    }

    static Refgate open(RemoteMirror copy) {
        return Refgate.open(
                copy, new Refgate.Options(Optional.empty(), Settings.none(), RunLimits.DEFAULT, Clock.systemUTC()));
    }

    TestServer server() {
        return server;
    }

    void hint() {
        keeper.hint();
    }

    MirrorStatus status() {
        return keeper.status().orElseThrow();
    }

    Answer run(String workflow, String environment) {
        return server.execute(workflow, "?environment=" + environment, Map.of());
    }

    Object answer(String environment) {
        return run("hello", environment).at("outputs", "answer");
    }

    @Override
    public void close() {
        keeper.close();
        server.close();
    }
}
