package dev.refgate.run;

import java.time.Duration;

/**
 * The bounds of runs.
 *
 * @param run how long a run may take
 * @param attempt how long one attempt of a block may take unless its {@code timeout} says otherwise
 * @param blocks how many blocks a workflow may have
 * @param renderedText how long one rendered text may be, in characters
 * @param outputBytes how large one block's output, and a run's outputs, may be, as JSON text in UTF-8
 * @param subWorkflowDepth how many sub-workflows may run inside each other
 * @param script what one call of a script may take
 */
public record RunLimits(
        Duration run,
        Duration attempt,
        int blocks,
        int renderedText,
        int outputBytes,
        int subWorkflowDepth,
        ScriptLimits script) {
    public static final RunLimits DEFAULT = new RunLimits(
            Duration.ofMinutes(15), Duration.ofSeconds(60), 500, 1 << 20, 4 << 20, 8, ScriptLimits.DEFAULT);

    /** With the usual limits of scripts. */
    public RunLimits(
            Duration run, Duration attempt, int blocks, int renderedText, int outputBytes, int subWorkflowDepth) {
        this(run, attempt, blocks, renderedText, outputBytes, subWorkflowDepth, ScriptLimits.DEFAULT);
    }

    /** The same for runs that may take another time. */
    public RunLimits within(Duration time) {
        return new RunLimits(time, attempt, blocks, renderedText, outputBytes, subWorkflowDepth, script);
    }
}
