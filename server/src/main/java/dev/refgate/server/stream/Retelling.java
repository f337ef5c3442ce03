package dev.refgate.server.stream;

import dev.refgate.run.BlockResult;
import dev.refgate.run.RunEvent.BlockEnded;
import dev.refgate.run.RunEvent.BlockStarted;
import dev.refgate.run.RunEvent.RunEnded;
import dev.refgate.run.RunEvent.RunStarted;
import dev.refgate.run.RunPins;
import dev.refgate.run.RunResult;
import dev.refgate.run.Secrets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Tells one reader a run that happened elsewhere or before, as its record has it: what came in parts comes whole. */
public final class Retelling {
    private final String runId;
    private final RunPins pins;
    private final Map<String, Object> inputs;
    private final RunFeed feed;
    private final EventEncoder encoder;

    /**
     * @param session what the caller grouped runs by
     * @param inputs as they are to be shown
     */
    public Retelling(String runId, RunPins pins, String session, Map<String, Object> inputs) {
        this.runId = runId;
        this.pins = pins;
        this.inputs = inputs;
        this.feed = new RunFeed(Integer.MAX_VALUE, pins.environment());
        this.encoder = new EventEncoder(feed, session, Secrets.of(List.of()), inputs);
    }

    public RunFeed feed() {
        return feed;
    }

    public void begin(Instant started) {
        encoder.encode(new RunStarted(runId, started, pins, inputs));
    }

    public void end(RunResult result) {
        Instant over = result.started().plus(result.duration());
        for (BlockResult block : result.blocks()) {
            if (block.attempts() > 0) {
                encoder.encode(new BlockStarted(runId, over, block.block(), block.type(), block.attempts()));
            }
            encoder.encode(new BlockEnded(runId, over, block));
        }
        encoder.encode(new RunEnded(runId, over, result.status(), result.outputs(), result.error(), result.duration()));
        feed.end(true);
    }

    /** Nobody knows how it went on. */
    public void breakOff() {
        feed.end(false);
    }
}
