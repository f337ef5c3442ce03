package dev.refgate.run;

/**
 * Is told what happens in a run, on the run's threads, one event at a time and outside the run's locks. A listener that
 * throws does not disturb the run: it is logged.
 */
@FunctionalInterface
public interface RunListener {
    /** Listens to nothing. */
    RunListener NONE = event -> {};

    void on(RunEvent event);
}
