package dev.refgate.server.execution;

import dev.refgate.Admission;
import dev.refgate.run.BlockResult;
import dev.refgate.run.Secrets;
import dev.refgate.server.runlog.RunFacts;
import dev.refgate.server.runlog.RunRecord.Origin;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What somebody wants to be run.
 *
 * @param admission what it was admitted with
 * @param inputs as the caller sent them
 * @param origin who wants it, and why
 * @param done blocks that are not run again, by their ids
 * @param before of the run that these blocks are of
 */
public record Call(
        Admission admission,
        Map<String, Object> inputs,
        Origin origin,
        Map<String, BlockResult> done,
        RunFacts before) {
    /** Blocks of these types neither reach out nor wait. Of a type that is not here, anything is expected. */
    private static final Set<String> INNER =
            Set.of("text", "json", "condition", "continue_if", "stop_if", "javascript");

    public Call {
        done = Map.copyOf(done);
    }

    /** All of it. */
    public Call(Admission admission, Map<String, Object> inputs, Origin origin) {
        this(admission, inputs, origin, Map.of(), RunFacts.NONE);
    }

    /** Whether it may do anything that is not undone when the server ends in the middle of it, or may take long. */
    boolean hasEffects() {
        return !INNER.containsAll(admission.blockTypes());
    }

    /** The inputs as they may be shown: without the values that the workflow calls sensitive, and without settings. */
    Map<String, Object> shownInputs(Secrets secrets) {
        Map<String, Object> shown = new LinkedHashMap<>();
        admission.check(inputs).forEach((name, value) -> {
            boolean hidden = admission.sensitiveInputs().contains(name);
            shown.put(name, hidden ? "***" : secrets.maskAll(value));
        });
        return shown;
    }
}
