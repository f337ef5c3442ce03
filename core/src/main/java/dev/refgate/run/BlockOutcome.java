package dev.refgate.run;

import org.jspecify.annotations.Nullable;

/**
 * What an attempt of a block came to.
 *
 * @param output the block's output, a JSON value
 * @param flow what it means for the blocks after it
 */
public record BlockOutcome(@Nullable Object output, Flow flow) {

    /** The usual outcome: an output, and the run goes on. */
    public static BlockOutcome of(@Nullable Object output) {
        return new BlockOutcome(output, Flow.Proceed.INSTANCE);
    }

    /** What a block's end means for the blocks after it. */
    public sealed interface Flow {

        /** Edges without a label are live. Edges with one are dead: it was not chosen. */
        enum Proceed implements Flow {
            INSTANCE
        }

        /**
         * Edges with this label, and edges without a label, are live.
         *
         * @param label the chosen branch; null when none was true, then all edges are dead
         */
        record Choose(@Nullable String label) implements Flow {}

        /** All edges are dead. */
        enum Halt implements Flow {
            INSTANCE
        }

        /**
         * Nothing more starts, and the run ends when the running blocks have ended.
         *
         * @param error why the run failed; null when it succeeded
         */
        record Stop(@Nullable String error) implements Flow {}
    }
}
