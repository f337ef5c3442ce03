package dev.refgate.run;

import dev.refgate.workflow.BlockShape;

/**
 * A kind of block: how it is written, and what it does. A new kind is one class that implements this and one line in
 * {@link BlockTypes}; the parser, the JSON Schema, validation and the reference pages follow from it.
 */
public interface BlockType {

    /** How it is written. */
    BlockShape shape();

    /**
     * Whether its blocks do something that others can see: call a server, spend money, change what is stored. Tests do not
     * run such a block unless they say so.
     */
    default boolean reachesOut() {
        return false;
    }

    /**
     * Prepares one block. Runs once per compiled workflow, also for validation: everything that can be known to be wrong
     * without running is reported here, through {@code block}. The shape has been checked before.
     */
    BlockExecutor compile(BlockCompiler block);
}
