package dev.refgate.diff;

import java.util.List;

/**
 * What a change means for those who call the workflow and for the environments that run it. Empty lists where the
 * workflow is new, gone or unreadable on a side, except for the environments and keys.
 *
 * @param inputsNowRequired inputs without which calls are refused now and were not before
 * @param inputsRemoved inputs with which calls are refused now
 * @param inputsChanged inputs that both sides have and whose schemas differ, so that values may be refused now
 * @param outputsRemoved names that the run's outputs do not have any more
 * @param keysNeeded keys of {@code _env} that it reads now and did not before, or reads now without providing for their
 *     absence
 * @param keysNotNeeded keys of {@code _env} that it does not read any more
 * @param runningFrom environments that have the content before now
 * @param runningTo environments that have the content after already
 */
public record Impact(
        List<RequiredInput> inputsNowRequired,
        List<String> inputsRemoved,
        List<String> inputsChanged,
        List<String> outputsRemoved,
        List<EnvironmentKey> keysNeeded,
        List<String> keysNotNeeded,
        List<String> runningFrom,
        List<String> runningTo) {

    public Impact {
        inputsNowRequired = List.copyOf(inputsNowRequired);
        inputsRemoved = List.copyOf(inputsRemoved);
        inputsChanged = List.copyOf(inputsChanged);
        outputsRemoved = List.copyOf(outputsRemoved);
        keysNeeded = List.copyOf(keysNeeded);
        keysNotNeeded = List.copyOf(keysNotNeeded);
        runningFrom = List.copyOf(runningFrom);
        runningTo = List.copyOf(runningTo);
    }

    /** Whether calls that were fine may be refused, or answered with less, now. */
    public boolean breaksCallers() {
        return !inputsNowRequired.isEmpty()
                || !inputsRemoved.isEmpty()
                || !inputsChanged.isEmpty()
                || !outputsRemoved.isEmpty();
    }

    /**
     * An input that callers must send.
     *
     * @param isNew whether it was not declared before; else it was, and could be left out
     */
    public record RequiredInput(String name, boolean isNew) {}

    /**
     * A key of {@code _env}.
     *
     * @param name the key; {@code *} where a template computes it
     * @param optional whether every template that reads it provides for its absence
     */
    public record EnvironmentKey(String name, boolean optional) {}
}
