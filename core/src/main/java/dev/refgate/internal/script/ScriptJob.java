package dev.refgate.internal.script;

import dev.refgate.run.BlockException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One call of a script, from the moment that it waits for a thread until somebody has its result or gave up. */
final class ScriptJob {
    private final GraalScript script;
    private final String argument;
    private final CompletableFuture<String> result = new CompletableFuture<>();
    private @Nullable Sandbox sandbox;
    private boolean abandoned;

    ScriptJob(GraalScript script, String argument) {
        this.script = script;
        this.argument = argument;
    }

    GraalScript script() {
        return script;
    }

    /** As JSON. */
    String argument() {
        return argument;
    }

    /** As JSON; or the {@link BlockException} that says what went wrong. */
    CompletableFuture<String> result() {
        return result;
    }

    /** Whether it may go on in this sandbox; not when it was abandoned meanwhile. */
    synchronized boolean enter(Sandbox entered) {
        sandbox = entered;
        return !abandoned;
    }

    synchronized void leave() {
        sandbox = null;
    }

    /** Nobody waits for it any more: it is ended where it is. */
    synchronized void abandon() {
        abandoned = true;
        if (sandbox != null) {
            sandbox.destroy();
        }
    }

    /** Whoever waits is told now, although the script may take a moment to end. */
    void end(String why) {
        try {
            result.completeExceptionally(new BlockException(why, false));
        } finally {
            abandon();
        }
    }
}
