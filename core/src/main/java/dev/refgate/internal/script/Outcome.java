package dev.refgate.internal.script;

import dev.refgate.run.BlockException;
import org.graalvm.polyglot.Value;

/** What came back from a script: see {@code sandbox.js}, at its end. */
record Outcome(GraalScript script, Value value) {

    /** The result as JSON. */
    String text() {
        if (value.isString()) {
            return value.asString();
        }
        String kind = value.getMember("kind").asString();
        Value what = value.getMember("value");
        return switch (kind) {
            case "done" -> what.asString();
            case "failed" -> throw rethrown(what);
            case "refused" ->
                throw new BlockException(
                        script.source().file() + ": the script returned what is no JSON value: " + what.asString(),
                        false);
            default ->
                throw new BlockException(
                        script.source().file()
                                + ": the script returned a promise that nothing settles (there are no timers, and nothing to"
                                + " wait for)",
                        false);
        };
    }

    /** Calling it throws what the promise was rejected with. */
    private static IllegalStateException rethrown(Value thrower) {
        thrower.executeVoid();
        return new IllegalStateException("a rejection that throws nothing");
    }
}
