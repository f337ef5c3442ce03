package dev.refgate.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a model answered, in the words of the chat completions API.
 *
 * @param text the message
 * @param isCut whether it ends where {@code max_tokens} ended it
 * @param usage how many tokens it took; empty when the endpoint does not say
 */
record LlmReply(String text, boolean isCut, Optional<Usage> usage) {

    /**
     * Tokens.
     *
     * @param input of the messages
     * @param output of the answer
     */
    record Usage(long input, long output) {

        static Optional<Usage> of(@Nullable Object value) {
            if (value instanceof Map<?, ?> map
                    && map.get("prompt_tokens") instanceof Number input
                    && map.get("completion_tokens") instanceof Number output) {
                return Optional.of(new Usage(input.longValue(), output.longValue()));
            }
            return Optional.empty();
        }

        Map<String, Object> value() {
            return Map.of("input", input, "output", output, "total", input + output);
        }
    }

    /**
     * Reads an answer that came in one piece.
     *
     * @throws BlockException when it is none
     */
    static LlmReply of(@Nullable Object value, String origin, Secrets secrets) {
        requireNoError(value, origin, secrets);
        Map<?, ?> choice = choice(value).orElseThrow(() -> unusable(origin + " answered without choices[0]"));
        if (!(choice.get("message") instanceof Map<?, ?> message)
                || !(message.get("content") instanceof String content)) {
            throw refused(choice, origin);
        }
        @Nullable Object usage = null;
        if (value instanceof Map<?, ?> map) {
            usage = map.get("usage");
        }
        return new LlmReply(content, isCut(choice), Usage.of(usage));
    }

    /** The first choice of an answer, or of a part of one. */
    static Optional<Map<?, ?>> choice(@Nullable Object value) {
        return value instanceof Map<?, ?> map
                        && map.get("choices") instanceof List<?> choices
                        && !choices.isEmpty()
                        && choices.get(0) instanceof Map<?, ?> choice
                ? Optional.of(choice)
                : Optional.empty();
    }

    static boolean isCut(Map<?, ?> choice) {
        return "length".equals(choice.get("finish_reason"));
    }

    /** An endpoint may fail with a status that says success, and in the midst of a stream. */
    static void requireNoError(@Nullable Object value, String origin, Secrets secrets) {
        if (value instanceof Map<?, ?> map && map.get("error") != null) {
            Object error = map.get("error");
            Object message = error instanceof Map<?, ?> details ? details.get("message") : error;
            String says = message instanceof String text && text.length() <= AnswerBody.LONGEST_EXCERPT
                    ? ": " + secrets.mask(text)
                    : "";
            throw unusable(origin + " answered with an error" + says);
        }
    }

    private static BlockException refused(Map<?, ?> choice, String origin) {
        boolean filtered = "content_filter".equals(choice.get("finish_reason"))
                || choice.get("message") instanceof Map<?, ?> message && message.get("refusal") != null;
        return filtered
                ? AnswerBody.unusable("the model of " + origin + " refused to answer")
                : unusable(origin + " answered without a message");
    }

    /** A model that is asked once more may do better. */
    static BlockException unusable(String message) {
        return new BlockException(message, true, BlockException.ANSWER, Optional.empty());
    }
}
