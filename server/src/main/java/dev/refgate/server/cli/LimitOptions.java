package dev.refgate.server.cli;

import dev.refgate.server.limits.RunLimit;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many runs there may be at the same time. */
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the annotated fields, and reads them
final class LimitOptions {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);

    @Option(
            names = "--max-runs",
            paramLabel = "N",
            description = "At most so many runs at the same time; more wait for their turn (default: any number).")
    private int all;

    @Option(
            names = "--max-runs-per-workflow",
            paramLabel = "N",
            description = "The same for each workflow (default: any number).")
    private int perWorkflow;

    @Option(
            names = "--max-runs-per-environment",
            paramLabel = "N",
            description = "The same for each environment (default: any number).")
    private int perEnvironment;

    @Option(
            names = "--queue",
            paramLabel = "N",
            defaultValue = "100",
            description = "So many runs may wait; those beyond are refused with 429 (default: ${DEFAULT-VALUE}).")
    private int queue;

    @Option(
            names = "--queue-wait",
            paramLabel = "DURATION",
            defaultValue = "5s",
            converter = DurationConverter.class,
            description = "A run that waited for so long is refused with 429; at most 8s (default: ${DEFAULT-VALUE}).")
    private Duration wait;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    RunLimit limit() {
        if (all < 0 || perWorkflow < 0 || perEnvironment < 0 || queue < 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--max-runs, --queue: a number below zero (expected 0 for any number, or more)");
        }
        if (wait.compareTo(LONGEST_WAIT) > 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--queue-wait: " + wait.toSeconds() + "s (expected at most 8s: after ten seconds callers get the"
                            + " headers of an answer, and a run that was promised cannot be refused)");
        }
        return new RunLimit(all, perWorkflow, perEnvironment, queue, wait);
    }
}
