package dev.refgate.server.runlog;

import dev.refgate.server.idempotency.Claim;
import dev.refgate.server.idempotency.ClaimTable.Whole;
import java.util.List;
import java.util.Optional;

/** For servers that were given no place to keep anything. */
enum NoRunLog implements RunLog {
    INSTANCE;

    @Override
    public void begin(RunRow row) {}

    @Override
    public boolean begin(RunRow row, Claim claim) {
        throw new IllegalStateException("a key that nobody keeps (expected none)");
    }

    @Override
    public Optional<Claim> claim(String id) {
        return Optional.empty();
    }

    @Override
    public void end(RunRow row) {}

    @Override
    public void end(RunRow row, Whole whole) {}

    @Override
    public void endLater(RunRow row) {}

    @Override
    public Optional<RunRow> findWhole(String runId) {
        return Optional.empty();
    }

    @Override
    public Optional<RunRow> find(String runId) {
        return Optional.empty();
    }

    @Override
    public RunPage list(RunQuery query) {
        return new RunPage(List.of(), false);
    }

    @Override
    public boolean isKept() {
        return false;
    }

    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
