package dev.refgate.server.runlog;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import dev.refgate.run.BlockResult;
import dev.refgate.run.BlockStatus;
import dev.refgate.run.RunError;
import dev.refgate.run.RunPins;
import dev.refgate.run.RunResult;
import dev.refgate.run.RunStatus;
import dev.refgate.run.VerificationId;
import dev.refgate.server.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a row back as the run that it was, but for what was masked or too large when it was written. */
public final class LoggedResult {
    private LoggedResult() {}

    public static RunResult of(RunRow row) {
        return new RunResult(
                row.id(),
                pins(row),
                RunStatus.valueOf(constant(row.status())),
                outputs(row),
                error(row),
                blocks(row),
                Instant.EPOCH.plus(row.startedMicros(), ChronoUnit.MICROS),
                duration(row.durationMicros()));
    }

    /** What it was admitted with. */
    public static RunPins pins(RunRow row) {
        return new RunPins(
                new WorkflowId(row.workflow()),
                Optional.ofNullable(row.environment()),
                Optional.ofNullable(row.ref()),
                new CommitId(row.revision()),
                new ContentId(row.content()),
                new VerificationId(row.verification()));
    }

    @SuppressWarnings("unchecked") // the reader's maps have such keys and values
    private static Map<String, Object> outputs(RunRow row) {
        return parsed(row.outputs()) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    private static Optional<RunError> error(RunRow row) {
        String message = row.errorMessage();
        return message == null
                ? Optional.empty()
                : Optional.of(new RunError(Optional.ofNullable(row.errorBlock()), message));
    }

    /** In the order in which they ended. */
    public static List<BlockResult> blocks(RunRow row) {
        List<BlockResult> blocks = new ArrayList<>();
        if (parsed(row.blocks()) instanceof List<?> list) {
            list.forEach(block -> blocks.add(block((Map<?, ?>) block)));
        }
        return blocks;
    }

    private static BlockResult block(Map<?, ?> written) {
        Object error = written.get("error");
        return new BlockResult(
                String.valueOf(written.get("block_id")),
                String.valueOf(written.get("block_type")),
                BlockStatus.valueOf(constant(String.valueOf(written.get("status")))),
                written.get("input"),
                written.get("output"),
                error == null ? Optional.empty() : Optional.of(error.toString()),
                written.get("attempts") instanceof Number attempts ? attempts.intValue() : 0,
                duration(written.get("duration_us") instanceof Number micros ? micros.longValue() : null));
    }

    private static Duration duration(@Nullable Long micros) {
        return micros == null ? Duration.ZERO : Duration.of(micros, ChronoUnit.MICROS);
    }

    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT);
    }

    private static @Nullable Object parsed(@Nullable String json) {
        return json == null ? null : Json.parse(json);
    }
}
