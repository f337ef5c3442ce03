package dev.refgate;

import dev.refgate.document.Nearest;
import dev.refgate.document.Problems;
import dev.refgate.policy.Policy;
import dev.refgate.workflow.Schedule;
import dev.refgate.workflow.Trigger;
import java.util.List;

/** Whether the environments that triggers name are there. */
final class TriggerEnvironments {
    private final Policy policy;
    private final List<String> known;

    TriggerEnvironments(Policy policy) {
        this.policy = policy;
        this.known = policy.environments().names();
    }

    void check(List<Trigger> triggers, Problems problems) {
        for (Trigger trigger : triggers) {
            if (trigger instanceof Schedule schedule) {
                check(schedule, problems);
            }
        }
    }

    private void check(Schedule schedule, Problems problems) {
        String expected = "one of: " + String.join(", ", known);
        if (schedule.environments().isEmpty() && policy.triggerEnvironment().isEmpty()) {
            problems.add(
                    schedule.location(),
                    "the trigger says no environment (expected environment, " + expected
                            + "; or a default_environment in refgate.yml)");
        }
        schedule.environments().forEach((name, location) -> {
            if (!known.contains(name)) {
                problems.add(
                        location,
                        "unknown environment \"" + name + "\" (expected " + expected + ")" + Nearest.hint(name, known));
            }
        });
    }
}
