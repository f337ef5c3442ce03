package dev.refgate.run;

import dev.refgate.document.JsonFormat;
import dev.refgate.document.Key;
import dev.refgate.document.Shapes;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.workflow.BlockShape;
import dev.refgate.workflow.JsonSchemas;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code llm}: asks a model behind any endpoint that speaks the chat completions API. */
final class LlmBlock implements BlockType {
    private static final String RESPONSE = "response";
    private static final String PRICES = "prices";
    private static final int TOO_MANY_REQUESTS = 429;

    private final HttpCalls calls;
    private final JsonFormat json;
    private final JsonSchemas schemas;

    LlmBlock(HttpCalls calls, JsonFormat json, JsonSchemas schemas) {
        this.calls = calls;
        this.json = json;
        this.schemas = schemas;
    }

    @Override
    public BlockShape shape() {
        return BlockShape.of(
                "llm",
                "Asks a language model, at any endpoint that speaks OpenAI's chat completions API.",
                "`{text, tokens, cost}`, or `{json, tokens, cost}` where `response` is not text. `tokens` is `{input,"
                        + " output, total}`, null when the endpoint does not say; `cost` is null without `prices`.",
                Key.required(
                        LlmRequest.BASE_URL,
                        Shapes.text(),
                        "The endpoint's URL up to `/chat/completions`, such as https://api.openai.com/v1."),
                Key.optional(
                        LlmRequest.API_KEY,
                        Shapes.text(),
                        "The key for the endpoint, such as `{{ _env.LLM_API_KEY }}`: a template, since a key does not"
                                + " belong into Git. Without it none is sent."),
                Key.required(LlmRequest.MODEL, Shapes.text(), "The model's name."),
                Key.required(
                        LlmRequest.MESSAGES,
                        Shapes.nonEmptyList(Shapes.object(
                                "a message",
                                Key.required(
                                        LlmRequest.ROLE,
                                        Shapes.choice("system", "developer", "user", "assistant"),
                                        "Who says it."),
                                Key.required(LlmRequest.CONTENT, Shapes.anyText(), "What is said, with templates."))),
                        "The conversation so far."),
                Key.optional(LlmRequest.TEMPERATURE, Shapes.number(), "How freely the model chooses its words."),
                Key.optional(
                        LlmRequest.MAX_TOKENS, Shapes.integer(1, 10_000_000), "How many tokens the answer may have."),
                Key.optional(
                        RESPONSE,
                        LlmResponse.SHAPE,
                        "What the answer is: text, json, or json that matches a schema. Without it text."),
                Key.optional(
                        LlmRequest.STREAM,
                        Shapes.truth(),
                        "Whether to tell the answer's words to listeners as they come; false without it."),
                Key.optional(PRICES, LlmPrices.SHAPE, "What a million tokens cost, so that the run's cost is known."));
    }

    @Override
    public boolean reachesOut() {
        return true;
    }

    @Override
    public BlockExecutor compile(BlockCompiler block) {
        LlmResponse response = block.find(RESPONSE)
                .map(node -> LlmResponse.of(node, block, schemas))
                .orElse(LlmResponse.TEXT);
        Optional<LlmPrices> prices = block.find(PRICES).map(LlmPrices::of);
        LlmRequest request = LlmRequest.compile(block, response, json);
        return run -> {
            LlmRequest.Rendered rendered = request.render(run);
            LlmReply reply = calls.call(rendered.call(), answer -> reply(run, answer, rendered.secrets()));
            return BlockOutcome.of(output(reply, response, prices));
        };
    }

    private LlmReply reply(BlockRun run, HttpAnswer answer, Secrets secrets) throws IOException {
        int status = answer.status();
        if (!Statuses.SUCCESS.contains(status)) {
            boolean passes = status == TOO_MANY_REQUESTS || status >= 500;
            throw UnexpectedStatus.of(answer, Statuses.SUCCESS.toString(), secrets, passes);
        }
        String type = answer.header("content-type").orElse("");
        if (AnswerBody.mediaType(type).equals("text/event-stream")) {
            return new LlmStream(run, json, answer, secrets).read();
        }
        if (!AnswerBody.isJson(type)) {
            throw LlmReply.unusable(answer.origin() + " answered with content type "
                    + (type.isEmpty() ? "not given" : AnswerBody.mediaType(type))
                    + " (expected application/json or text/event-stream; is base_url right?)");
        }
        return LlmReply.of(json(answer), answer.origin(), secrets);
    }

    private @Nullable Object json(HttpAnswer answer) throws IOException {
        try {
            return json.read(answer.body().readAllBytes());
        } catch (InvalidArgumentException e) {
            throw LlmReply.unusable(answer.origin() + " answered with what is no valid JSON");
        }
    }

    private Map<String, @Nullable Object> output(LlmReply reply, LlmResponse response, Optional<LlmPrices> prices) {
        Map<String, @Nullable Object> output = new LinkedHashMap<>();
        output.put(response.isJson() ? "json" : "text", response.value(reply, json));
        output.put("tokens", reply.usage().map(LlmReply.Usage::value).orElse(null));
        output.put(
                "cost", prices.flatMap(price -> reply.usage().map(price::cost)).orElse(null));
        return Collections.unmodifiableMap(output);
    }
}
