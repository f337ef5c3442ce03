package dev.refgate.server.runlog;

import dev.refgate.run.RunIds;
import org.jspecify.annotations.Nullable;

/** Rows of runs, for tests to which most of a row does not matter. */
final class RunRows {
    private RunRows() {}

    static RunRow row(String status) {
        return row(RunIds.next(), status, status.equals("running") ? null : "{}");
    }

    /**
     * @param outputs null while it runs
     */
    static RunRow row(String id, String status, @Nullable String outputs) {
        boolean over = outputs != null;
        return new RunRow(
                id,
                "hello",
                "production",
                "refs/heads/env/production",
                "1".repeat(40),
                "2".repeat(40),
                "3".repeat(64),
                "api",
                "someone \u00e9 \ud83d\ude00",
                id,
                status,
                "",
                System.currentTimeMillis() * 1_000,
                over ? 12L : null,
                null,
                null,
                false,
                "[]",
                "{\"name\":\"Zo\u00eb \\\"quoted\\\"\"}",
                outputs,
                over ? "[]" : null,
                null);
    }
}
