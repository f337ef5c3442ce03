package dev.refgate.server.cli;

import dev.refgate.Refgate;
import dev.refgate.server.mirror.Following;
import java.nio.file.Path;

/** What a server serves, opened: a repository of this machine, or a copy of a remote that is kept up to date. */
final class ServedRepository implements AutoCloseable {
    private final Refgate refgate;
    private final Following following;
    private final Runnable stopping;
    private final String shown;

    private ServedRepository(Refgate refgate, Following following, Runnable stopping, String shown) {
        this.refgate = refgate;
        this.following = following;
        this.stopping = stopping;
        this.shown = shown;
    }

    static ServedRepository local(Path repository, Refgate.Options options) {
        return new ServedRepository(
                Refgate.open(repository, options),
                Following.NONE,
                () -> {},
                repository.toAbsolutePath().normalize().toString());
    }

    /**
     * @param stopping ends the fetches
     * @param remote what is copied, for people
     */
    static ServedRepository copy(Refgate refgate, Following following, Runnable stopping, String remote) {
        return new ServedRepository(refgate, following, stopping, remote);
    }

    Refgate refgate() {
        return refgate;
    }

    Following following() {
        return following;
    }

    /** What it is, for people; without secrets. */
    String shown() {
        return shown;
    }

    void stopFetching() {
        stopping.run();
    }

    @Override
    public void close() {
        stopFetching();
        refgate.close();
    }
}
