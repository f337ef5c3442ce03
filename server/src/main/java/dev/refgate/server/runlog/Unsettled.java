package dev.refgate.server.runlog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs that are on the disk and cannot be read from the database yet, as they were at one moment. To be taken before the database
 * is read: what is brought there in between is then seen twice, of which one is left out, and not never.
 */
final class Unsettled {
    private final Map<String, RunRow> newest = new LinkedHashMap<>();

    /**
     * @param rows in the order in which they were written
     */
    Unsettled(List<RunRow> rows) {
        rows.forEach(row -> newest.put(row.id(), row));
    }

    Optional<RunRow> find(String id) {
        return Optional.ofNullable(newest.get(id));
    }

    /**
     * The runs that fit, with those of the database.
     *
     * @param database lists what is there
     */
    RunPage list(RunQuery query, Function<RunQuery, RunPage> database) {
        if (newest.isEmpty()) {
            return database.apply(query);
        }
        List<RunRow> runs = new ArrayList<>();
        for (RunRow row : newest.values()) {
            if (query.fits(row)) {
                runs.add(query.details() ? row : row.listed());
            }
        }
        // A run's status alone changes: one that fits in the database may have another one by now.
        int leftOut = query.status().isPresent() ? newest.size() - runs.size() : 0;
        RunPage page = database.apply(query.withLimit(query.limit() + leftOut));
        for (RunRow row : page.runs()) {
            if (!newest.containsKey(row.id())) {
                runs.add(row);
            }
        }
        runs.sort(Comparator.comparing(RunRow::id).reversed());
        boolean more = page.hasMore() || runs.size() > query.limit();
        return new RunPage(runs.subList(0, Math.min(runs.size(), query.limit())), more);
    }
}
