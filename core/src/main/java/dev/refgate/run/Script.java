package dev.refgate.run;

import org.jspecify.annotations.Nullable;

/** A compiled script. Immutable; runs of many threads share it, and nothing of one call reaches another. */
public interface Script {

    /**
     * Calls the script's default export. Waits its turn when as many scripts run already as there are processors.
     *
     * @param argument a JSON value; the script gets a copy of its own
     * @param deadline when the call has to be over, the wait for its turn included
     * @param cancellation ends the call early
     * @return a JSON value
     * @throws BlockException when the script threw, returned no JSON value, or went beyond a limit; says where in which
     *     file
     */
    @Nullable
    Object call(@Nullable Object argument, Deadline deadline, Cancellation cancellation);
}
