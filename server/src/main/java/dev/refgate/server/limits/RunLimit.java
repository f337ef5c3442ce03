package dev.refgate.server.limits;

import java.time.Duration;

/**
 * How many runs there may be at the same time, and how many more may wait for their turn.
 *
 * @param all on this server; 0 for any number
 * @param perWorkflow of one workflow; 0 for any number
 * @param perEnvironment in one environment; 0 for any number
 * @param queue how many may wait; those beyond are refused
 * @param patience how long one may wait before it is refused
 */
public record RunLimit(int all, int perWorkflow, int perEnvironment, int queue, Duration patience) {
    public static final RunLimit NONE = new RunLimit(0, 0, 0, 0, Duration.ZERO);

    boolean isNone() {
        return all == 0 && perWorkflow == 0 && perEnvironment == 0;
    }
}
