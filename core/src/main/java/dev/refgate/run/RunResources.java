package dev.refgate.run;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What runs share.
 *
 * @param branches runs what the calling thread cannot run at the same time itself
 * @param limits the bounds of runs
 * @param waiting lets time pass
 * @param grace how long a run that is over waits for blocks that do not listen
 */
record RunResources(Executor branches, RunLimits limits, Waiting waiting, Duration grace) {}
