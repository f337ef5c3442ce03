package dev.refgate.run;

/**
 * A block, ready to run. Immutable; runs of many threads share it.
 */
@FunctionalInterface
public interface BlockExecutor {

    /**
     * Does the block's job once (one attempt). A job that waits or computes long honours {@link BlockRun#deadline()} and
     * {@link BlockRun#cancellation()}; everything of a run reaches it through {@code run} alone.
     *
     * @throws BlockException when the attempt failed; it may be retried
     * @throws dev.refgate.workflow.TemplateException when a template could not be rendered: the same, never retried
     */
    BlockOutcome execute(BlockRun run);
}
