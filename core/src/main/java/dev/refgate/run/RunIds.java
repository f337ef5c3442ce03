package dev.refgate.run;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.util.UUID;

/** Makes the ids of runs: unique everywhere, and in the order of time when sorted as texts. */
public final class RunIds {
    private static final NoArgGenerator UUIDS = Generators.timeBasedEpochGenerator();

    private RunIds() {}

    /** {@code run_} and the 32 lower case hexadecimal digits of a UUID of version 7. */
    public static String next() {
        UUID uuid = UUIDS.generate();
        return "run_" + uuid.toString().replace("-", "");
    }
}
