package dev.refgate.run;

import dev.refgate.workflow.Scope;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one attempt of a block gets from its run. */
public interface BlockRun {

    /** What its templates can see. */
    Scope scope();

    /** When this attempt has to be over. */
    Deadline deadline();

    /** Whether the run was cancelled; a waiting block registers there how to wake it. */
    Cancellation cancellation();

    /**
     * Lets time pass; returns early when this attempt's deadline is over, and what the block answers does not count then.
     *
     * @throws BlockException when the run is cancelled
     */
    void pause(Duration duration);

    /** Runs the workflows that the block named when it was {@linkplain BlockCompiler#subWorkflow compiled}. */
    SubWorkflows subWorkflows();

    /** How large an output may be, as JSON text in UTF-8; what is larger fails the block, so more need not be read. */
    int outputBytes();

    /** The environment that the run is in, if it is in one. */
    Optional<String> environment();

    /** From 1. */
    int attempt();

    /**
     * Says what this attempt begins with, for the record: the block's settings, rendered, by their keys. What it holds may not be
     * changed afterwards.
     */
    void beginsWith(Map<String, ? extends @Nullable Object> input);

    /** Tells listeners a part of the output that is already there, such as some words of an answer. */
    void emitPartial(@Nullable Object part);
}
