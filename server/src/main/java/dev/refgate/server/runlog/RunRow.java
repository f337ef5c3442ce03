package dev.refgate.server.runlog;

import dev.refgate.server.idempotency.ClaimTable.Whole;
import dev.refgate.server.json.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as it is stored. Texts of JSON are as they were masked when they were written.
 *
 * @param id grows with time
 * @param cause what made it run: {@code api}, {@code webhook}, {@code schedule}, {@code console} or {@code smoke}
 * @param actor who asked for it
 * @param session what the caller groups runs by; the id without it
 * @param status a word of {@link dev.refgate.run.RunStatus}
 * @param instance the server that runs it
 * @param startedMicros microseconds since 1970
 * @param durationMicros null while it runs
 * @param truncated whether a payload was too large to be kept
 * @param sensitive JSON list of the inputs that are masked when shown
 * @param inputs JSON object; in lists without details null unless needed to mask the error
 * @param outputs JSON object; null while it runs
 * @param blocks JSON list; null while it runs, and in lists without details
 * @param facts JSON object, as {@link RunFacts} has it; null for most
 */
public record RunRow(
        String id,
        String workflow,
        @Nullable String environment,
        @Nullable String ref,
        String revision,
        String content,
        String verification,
        String cause,
        String actor,
        String session,
        String status,
        String instance,
        long startedMicros,
        @Nullable Long durationMicros,
        @Nullable String errorBlock,
        @Nullable String errorMessage,
        boolean truncated,
        String sensitive,
        @Nullable String inputs,
        @Nullable String outputs,
        @Nullable String blocks,
        @Nullable String facts) {

    /** {@link #sensitive} of most runs. */
    static final String NOTHING_SENSITIVE = "[]";

    /** The same, run by this server. */
    RunRow at(String server) {
        return with(server, inputs, outputs, blocks);
    }

    /** The same, with all that it put out. */
    RunRow with(Whole whole) {
        return with(instance, inputs, whole.outputs(), whole.blocks());
    }

    /** The same as lists without details have it. */
    RunRow listed() {
        boolean masks = errorMessage != null && !sensitive.equals(NOTHING_SENSITIVE);
        return with(instance, masks ? inputs : null, null, null);
    }

    private RunRow with(
            String server, @Nullable String otherInputs, @Nullable String otherOutputs, @Nullable String otherBlocks) {
        return new RunRow(
                id,
                workflow,
                environment,
                ref,
                revision,
                content,
                verification,
                cause,
                actor,
                session,
                status,
                server,
                startedMicros,
                durationMicros,
                errorBlock,
                errorMessage,
                truncated,
                sensitive,
                otherInputs,
                otherOutputs,
                otherBlocks,
                facts);
    }

    /** Whether it has ended. */
    public boolean isOver() {
        return !status.equals("running") && !status.equals("queued");
    }

    /**
     * Whether a digest of all inputs is in their place. So it is of runs that were written down before inputs were cut one by one, and of
     * those with very many.
     */
    public boolean hasDigestForInputs() {
        return truncated
                && inputs != null
                && Json.parse(inputs) instanceof Map<?, ?> map
                && Boolean.TRUE.equals(map.get("truncated"))
                && map.get("sha256") instanceof String;
    }

    /** About how much it takes in the database, in bytes. */
    public long size() {
        return 600 + length(inputs) + length(outputs) + length(blocks) + length(errorMessage);
    }

    private static long length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
