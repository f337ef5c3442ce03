package dev.refgate.server.schedule;

import dev.refgate.TriggerState;
import dev.refgate.workflow.Schedule;
import java.util.List;

/**
 * A schedule of the revision that an environment points to.
 *
 * @param state where it was found
 * @param schedule what it says
 */
public record DeclaredSchedule(TriggerState state, Schedule schedule) {

    /** Those among triggers. */
    public static List<DeclaredSchedule> among(List<TriggerState> triggers) {
        return triggers.stream()
                .filter(state -> state.trigger() instanceof Schedule)
                .map(state -> new DeclaredSchedule(state, (Schedule) state.trigger()))
                .toList();
    }

    /** Its name, which it keeps when it is changed: workflow, environment, and which one of the workflow's it is. */
    public String id() {
        return state.workflow() + "/" + state.environment() + "/" + schedule.number();
    }

    /** Who wants its runs, and what groups them. */
    public String actor() {
        return "schedule:" + id();
    }
}
