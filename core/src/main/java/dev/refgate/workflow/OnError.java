package dev.refgate.workflow;

import dev.refgate.document.Node;

/** What becomes of the run when a block has failed for good. */
public sealed interface OnError {

    /** The run fails. */
    record Fail() implements OnError {}

    /** The run goes on; the block's output is null and its {@code error} is set. */
    record Continue() implements OnError {}

    /**
     * The run goes on with another output; {@code error} is set too.
     *
     * @param output a value, with templates in it
     */
    record Substitute(Node output) implements OnError {}
}
