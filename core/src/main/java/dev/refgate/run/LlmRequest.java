package dev.refgate.run;

import dev.refgate.document.JsonFormat;
import dev.refgate.document.MappingNode;
import dev.refgate.document.Node;
import dev.refgate.document.SequenceNode;
import dev.refgate.run.HttpCall.Header;
import dev.refgate.workflow.Scope;
import dev.refgate.workflow.Template;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The request of an {@code llm} block, compiled. */
final class LlmRequest {
    static final String BASE_URL = "base_url";
    static final String API_KEY = "api_key";
    static final String MODEL = "model";
    static final String MESSAGES = "messages";
    static final String ROLE = "role";
    static final String CONTENT = "content";
    static final String TEMPERATURE = "temperature";
    static final String MAX_TOKENS = "max_tokens";
    static final String STREAM = "stream";

    /** The same text takes so many times its bytes as events of a few words each. */
    private static final int STREAM_OVERHEAD = 32;

    private final Template baseUrl;
    private final Optional<Template> apiKey;
    private final Template model;
    private final List<Message> messages;
    private final Map<String, Object> settings;
    private final boolean stream;
    private final JsonFormat json;

    private LlmRequest(BlockCompiler block, LlmResponse response, JsonFormat json) {
        this.baseUrl = HttpRequest.url(block, BASE_URL);
        this.apiKey = block.find(API_KEY).map(node -> key(block, node));
        this.model = block.text(block.require(MODEL));
        this.messages = messages(block);
        this.stream =
                block.find(STREAM).map(Node::value).filter(Boolean.TRUE::equals).isPresent();
        this.settings = settings(block, response, stream);
        this.json = json;
    }

    static LlmRequest compile(BlockCompiler block, LlmResponse response, JsonFormat json) {
        return new LlmRequest(block, response, json);
    }

    private static Template key(BlockCompiler block, Node node) {
        Template key = block.text(node);
        if (key instanceof LiteralTemplate && !key.source().isBlank()) {
            block.problem(
                    node.location(),
                    "api_key: a key does not belong into a file (expected a template such as {{ _env.LLM_API_KEY }})");
        }
        return key;
    }

    private static List<Message> messages(BlockCompiler block) {
        List<Message> messages = new ArrayList<>();
        if (block.require(MESSAGES) instanceof SequenceNode list) {
            for (Node item : list.items()) {
                if (item instanceof MappingNode message) {
                    messages.add(new Message(
                            String.valueOf(message.find(ROLE).orElse(message).value()),
                            block.text(message.find(CONTENT).orElse(message))));
                }
            }
        }
        return messages;
    }

    /** What is the same in every request. */
    private static Map<String, Object> settings(BlockCompiler block, LlmResponse response, boolean stream) {
        Map<String, Object> settings = new LinkedHashMap<>();
        for (String key : List.of(TEMPERATURE, MAX_TOKENS)) {
            block.find(key).map(Node::value).ifPresent(value -> settings.put(key, value));
        }
        response.format().ifPresent(format -> settings.put("response_format", format));
        if (stream) {
            settings.put(STREAM, true);
            settings.put("stream_options", Map.of("include_usage", true));
        }
        return settings;
    }

    Rendered render(BlockRun run) {
        Scope scope = run.scope();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(MODEL, model.text(scope));
        body.put(
                MESSAGES,
                messages.stream()
                        .map(message -> Map.of(
                                ROLE, message.role(), CONTENT, message.content().text(scope)))
                        .toList());
        body.putAll(settings);
        String base = baseUrl.text(scope).strip();
        Map<String, Object> begun = new LinkedHashMap<>();
        begun.put(BASE_URL, base);
        begun.putAll(body);
        run.beginsWith(begun);
        String key = apiKey.map(template -> template.text(scope).strip()).orElse("");
        HttpCall call = new HttpCall(
                "POST",
                completions(base),
                headers(key),
                Optional.of(json.write(body).getBytes(StandardCharsets.UTF_8)),
                0,
                HttpRequest.USUAL_CONNECT_TIMEOUT,
                answerBytes(run),
                run.deadline(),
                run.cancellation());
        return new Rendered(call, Secrets.of(List.of(key)));
    }

    private int answerBytes(BlockRun run) {
        long bytes = stream ? (long) run.outputBytes() * STREAM_OVERHEAD : run.outputBytes();
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }

    private List<Header> headers(String key) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("Content-Type", "application/json"));
        headers.add(new Header("Accept", stream ? "text/event-stream, application/json" : "application/json"));
        if (!key.isEmpty()) {
            headers.add(new Header("Authorization", "Bearer " + key));
        }
        return headers;
    }

    /** Some endpoints want a query behind the path. */
    private static String completions(String baseUrl) {
        int query = baseUrl.indexOf('?');
        String path = query < 0 ? baseUrl : baseUrl.substring(0, query);
        String rest = query < 0 ? "" : baseUrl.substring(query);
        return path.replaceAll("/+$", "") + "/chat/completions" + rest;
    }

    private record Message(String role, Template content) {}

    /**
     * A request, rendered.
     *
     * @param secrets what no message may show
     */
    record Rendered(HttpCall call, Secrets secrets) {}
}
