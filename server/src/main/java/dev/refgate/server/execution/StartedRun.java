package dev.refgate.server.execution;

import dev.refgate.run.RunResult;
import dev.refgate.server.stream.RunFeed;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A run that goes on by itself, whoever waits for it. */
public final class StartedRun {
    private final String id;
    private final Call call;
    private final RunFeed feed;
    private final CompletableFuture<Boolean> begun = new CompletableFuture<>();
    private final CompletableFuture<RunResult> result = new CompletableFuture<>();

    StartedRun(String id, Call call, RunFeed feed) {
        this.id = id;
        this.call = call;
        this.feed = feed;
    }

    public String id() {
        return id;
    }

    public Call call() {
        return call;
    }

    /** What happens in it. */
    public RunFeed feed() {
        return feed;
    }

    /** How it ended, when that is on record; with an exception when it broke off. */
    public CompletableFuture<RunResult> result() {
        return result.copy();
    }

    /** Waits until its beginning is on record; false when another run stands for its key. */
    boolean awaitBegun() {
        try {
            return begun.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
    }

    void begun(boolean mayGoOn) {
        begun.complete(mayGoOn);
    }

    void ended(RunResult known) {
        result.complete(known);
    }

    void failed(Throwable thrown) {
        begun.completeExceptionally(thrown);
        result.completeExceptionally(thrown);
    }
}
