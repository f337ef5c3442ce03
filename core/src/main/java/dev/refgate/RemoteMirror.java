package dev.refgate;

import dev.refgate.internal.git.GitMirror;
import dev.refgate.remote.Remote;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A copy of a remote on disk, for servers: read at any time without the network, and brought up to date beside that. Safe for use
 * by many threads.
 */
public final class RemoteMirror {
    private final Remote remote;
    private final GitMirror copy;
    private final SharedTurns fetches;

    private RemoteMirror(Remote remote, GitMirror copy) {
        this.remote = remote;
        this.copy = copy;
        this.fetches = new SharedTurns(copy::refresh);
    }

    /**
     * The mirror in a folder. Nothing is read or written yet.
     *
     * @param folder for this mirror alone; files beside it begin with its name
     */
    public static RemoteMirror at(Path folder, Remote remote) {
        return new RemoteMirror(remote, GitMirror.at(folder, remote));
    }

    /** Whether there is a copy, however old. */
    public boolean isThere() {
        return copy.isThere();
    }

    /**
     * Fetches; returns when a fetch is over that began after this was called. Of many callers at once, one fetches. A copy
     * that is not there, or damaged, is made anew beside its place and put there in one step, while it is read.
     *
     * @throws dev.refgate.error.RemoteException when the remote cannot be read; the copy is as it was
     * @throws dev.refgate.error.RepositoryException when the copy cannot be written
     */
    public void fetch() {
        fetches.run();
    }

    /**
     * Tidies the copy up when it has become many files: see to it now and then. It can be read and fetched meanwhile.
     *
     * @param keep how long to keep commits that no branch and no tag leads to any more
     * @return whether there was anything to do
     * @throws dev.refgate.error.RepositoryException when it cannot be done; the copy is as it was
     */
    public boolean compact(Duration keep) {
        return copy.compact(keep);
    }

    /** When it was like the remote the last time: the end of the last fetch, also of an earlier process. */
    public Optional<Instant> fetchedAt() {
        return copy.fetchedAt();
    }

    /** What it is a copy of, for people; without secrets. */
    public String remote() {
        return remote.location().shown();
    }

    /** Tells {@code listener} when a read finds the copy damaged; a fetch then makes it anew. */
    public void onDamage(Runnable listener) {
        copy.onSuspicion(listener);
    }

    GitMirror copy() {
        return copy;
    }
}
