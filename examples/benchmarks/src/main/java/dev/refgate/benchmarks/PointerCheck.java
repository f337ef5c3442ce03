package dev.refgate.benchmarks;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Reads the log of runs, and says from how old a pointer each was answered. */
final class PointerCheck {
    private final Api api;
    private final Instant from;
    private final List<Double> millis = new ArrayList<>();

    private PointerCheck(Api api, Instant from) {
        this.api = api;
        this.from = from;
    }

    /** Runs count that begin from now on. */
    static PointerCheck begin(Api api) {
        return new PointerCheck(api, Instant.now());
    }

    void read(PointerHistory history) throws IOException, InterruptedException {
        Object cursor = null;
        do {
            Map<?, ?> page = api.get("/v2/runs?limit=1000&from=" + from + (cursor == null ? "" : "&cursor=" + cursor));
            for (Object run : Api.data(page)) {
                check((Map<?, ?>) run, history);
            }
            cursor = page.get("next_cursor");
        } while (cursor != null);
        Collections.sort(millis);
        if (millis.isEmpty()) {
            throw new IOException("the log has no run since " + from);
        }
    }

    private void check(Map<?, ?> run, PointerHistory history) throws IOException {
        if (!"success".equals(run.get("status"))) {
            throw new IOException("a run that did not succeed: " + run);
        }
        millis.add(history.staleness(
                                String.valueOf(run.get("revision_id")),
                                Instant.parse(String.valueOf(run.get("started_at"))),
                                Instant.parse(String.valueOf(run.get("ended_at"))))
                        .toNanos()
                / 1e6);
    }

    int runs() {
        return millis.size();
    }

    /** Of how long the pointer had been elsewhere when a run began. */
    double percentileMillis(double share) {
        return millis.get(Math.max(0, (int) Math.ceil(millis.size() * share) - 1));
    }
}
