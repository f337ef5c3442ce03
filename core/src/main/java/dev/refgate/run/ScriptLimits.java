package dev.refgate.run;

import java.time.Duration;

/**
 * The bounds of one call of a script.
 *
 * @param cpu how much time of a processor it may take
 * @param bytes how much memory it may allocate
 * @param atOnce how many scripts run at the same time
 */
public record ScriptLimits(Duration cpu, long bytes, int atOnce) {
    public static final ScriptLimits DEFAULT = new ScriptLimits(
            Duration.ofSeconds(1), 64L << 20, Runtime.getRuntime().availableProcessors());

    public ScriptLimits {
        if (cpu.isNegative() || cpu.isZero() || bytes < 1 << 20 || atOnce < 1) {
            throw new IllegalArgumentException("script limits: " + cpu + ", " + bytes + " bytes, " + atOnce
                    + " at once (expected some time, at least 1 MiB, at least one script)");
        }
    }
}
