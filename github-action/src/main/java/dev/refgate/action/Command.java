package dev.refgate.action;

import java.io.IOException;

/** What the input {@code command} can be. */
@FunctionalInterface
interface Command {

    /**
     * Asks the core, and moves what is to be moved.
     *
     * @throws dev.refgate.error.RefgateException when it cannot; becomes a report by {@link Failures}
     */
    Report run(Workplace workplace) throws IOException;
}
