package dev.refgate.run;

import dev.refgate.document.JsonFormat;
import dev.refgate.error.InvalidArgumentException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads an answer that comes as server-sent events, and tells its words as they come. */
final class LlmStream {
    private static final String DATA = "data:";
    private static final String DONE = "[DONE]";

    private final BlockRun run;
    private final JsonFormat json;
    private final HttpAnswer answer;
    private final Secrets secrets;
    private final StringBuilder text = new StringBuilder();
    private Optional<LlmReply.Usage> usage = Optional.empty();
    private boolean isComplete;
    private boolean isCut;

    LlmStream(BlockRun run, JsonFormat json, HttpAnswer answer, Secrets secrets) {
        this.run = run;
        this.json = json;
        this.answer = answer;
        this.secrets = secrets;
    }

    /**
     * @throws BlockException when it ends before the answer does, or is none
     * @throws IOException when the connection breaks
     */
    LlmReply read() throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        StringBuilder event = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(DATA)) {
                event.append(line, DATA.length(), line.length()).append('\n');
            } else if (line.isEmpty() && take(event)) {
                return reply();
            }
        }
        take(event);
        return reply();
    }

    private LlmReply reply() {
        if (!isComplete) {
            throw BlockException.connection("the stream of " + answer.origin() + " ended before the answer did");
        }
        return new LlmReply(text.toString(), isCut, usage);
    }

    /** Takes what has come of an event; says whether it was the last. */
    private boolean take(StringBuilder event) {
        String data = event.toString().strip();
        event.setLength(0);
        if (data.equals(DONE)) {
            isComplete = true;
            return true;
        }
        if (!data.isEmpty()) {
            part(value(data));
        }
        return false;
    }

    private @Nullable Object value(String data) {
        try {
            return json.read(data.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidArgumentException e) {
            throw LlmReply.unusable(answer.origin() + " sent an event that is no valid JSON");
        }
    }

    private void part(@Nullable Object value) {
        LlmReply.requireNoError(value, answer.origin(), secrets);
        if (value instanceof Map<?, ?> map) {
            usage = LlmReply.Usage.of(map.get("usage")).or(() -> usage);
        }
        LlmReply.choice(value).ifPresent(this::choice);
    }

    private void choice(Map<?, ?> choice) {
        if (choice.get("delta") instanceof Map<?, ?> delta
                && delta.get("content") instanceof String words
                && !words.isEmpty()) {
            if (text.length() + words.length() > run.outputBytes()) {
                throw new BlockException(
                        "the answer of " + answer.origin() + " is too large (at most " + run.outputBytes() + " bytes)",
                        false);
            }
            text.append(words);
            run.emitPartial(words);
        }
        if (choice.get("finish_reason") instanceof String reason) {
            if (reason.equals("content_filter")) {
                throw AnswerBody.unusable("the model of " + answer.origin() + " refused to answer");
            }
            isComplete = true;
            isCut |= LlmReply.isCut(choice);
        }
    }
}
