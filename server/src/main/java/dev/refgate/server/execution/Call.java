package dev.refgate.server.execution;

import dev.refgate.Admission;
import dev.refgate.run.Secrets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody wants to be run.
 *
 * @param admission what it was admitted with
 * @param inputs as the caller sent them
 * @param session what the caller groups runs by; the run's own id without it
 */
public record Call(Admission admission, Map<String, Object> inputs, Optional<String> session) {

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
