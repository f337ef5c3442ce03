package dev.refgate.policy;

import java.time.Duration;
import java.util.List;

/** A condition that a promotion into an environment must meet, as refgate.yml declares it. */
public sealed interface Gate {

    /** The word after {@code type:}. */
    String type();

    /**
     * The workflow's live test cases pass in an environment.
     *
     * @param environment where they are run
     */
    record Smoke(String environment) implements Gate {
        @Override
        public String type() {
            return "smoke";
        }
    }

    /**
     * The content has been in the {@code from} environment for a while.
     *
     * @param duration how long at least
     */
    record Soak(Duration duration) implements Gate {
        @Override
        public String type() {
            return "soak";
        }
    }

    /**
     * A program of the user's says yes.
     *
     * @param run the program and its arguments; no shell is involved
     * @param timeout how long it may take
     */
    record Command(List<String> run, Duration timeout) implements Gate {
        public Command {
            run = List.copyOf(run);
        }

        @Override
        public String type() {
            return "command";
        }
    }
}
