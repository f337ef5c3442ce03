package dev.refgate.server.runlog;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list of runs.
 *
 * @param runs newest first
 * @param hasMore whether older ones fit too
 */
public record RunPage(List<RunRow> runs, boolean hasMore) {
    public RunPage {
        runs = List.copyOf(runs);
    }

    /** What the next page is asked for with. */
    public Optional<String> cursor() {
        return hasMore ? Optional.of(runs.get(runs.size() - 1).id()) : Optional.empty();
    }
}
