package dev.refgate.run;

import dev.refgate.document.JsonFormat;
import dev.refgate.document.Key;
import dev.refgate.document.Shape;
import dev.refgate.document.Shapes;
import dev.refgate.workflow.BlockShape;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code http}: calls a server. */
final class HttpBlock implements BlockType {
    private static final Shape FIELD = Shapes.either(Shapes.anyText(), Shapes.number(), Shapes.truth());
    private static final Shape FIELDS =
            Shapes.map("a field's name", "(?s).+", Shapes.either(FIELD, Shapes.list(FIELD)));

    private final HttpCalls calls;
    private final JsonFormat json;

    HttpBlock(HttpCalls calls, JsonFormat json) {
        this.calls = calls;
        this.json = json;
    }

    @Override
    public BlockShape shape() {
        return BlockShape.of(
                "http",
                "Calls a server over HTTP or HTTPS. Only addresses on the public internet are called, and those that the"
                        + " server's settings add.",
                "`{status, headers, body}`: a number; a mapping, names in small letters; JSON or text, by the answer's"
                        + " content type, null when it is empty.",
                Key.optional(
                        HttpRequest.METHOD,
                        Shapes.choice("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"),
                        "The method; GET without it, or POST where there is a body."),
                Key.required(HttpRequest.URL, Shapes.text(), "Where to: an absolute http or https URL."),
                Key.optional(
                        HttpRequest.QUERY,
                        FIELDS,
                        "What to add to the URL behind the question mark: names, with values that are encoded; a list is"
                                + " sent as several, null not at all."),
                Key.optional(
                        HttpRequest.HEADERS,
                        Shapes.map("a header's name", "[A-Za-z0-9!#$%&'*+.^_`|~-]+", FIELD),
                        "The request's headers. Only Accept, Accept-Language, Content-Type and User-Agent go along when a"
                                + " redirect leads to another origin."),
                Key.optional(HttpRequest.JSON, Shapes.any(), "The body: any value, sent as JSON."),
                Key.optional(HttpRequest.FORM, FIELDS, "The body: names and values, sent as a web form."),
                Key.optional(HttpRequest.TEXT, Shapes.anyText(), "The body: a text, sent as it is."),
                Key.optional(
                        HttpRequest.EXPECT,
                        Statuses.SHAPE,
                        "The statuses that are a success, one or a list: 200, 200-299, 2xx. Without it 2xx; any other"
                                + " fails the block."),
                Key.optional(
                        HttpRequest.REDIRECTS,
                        Shapes.integer(0, 20),
                        "How many redirects are followed; none without it: a redirect is then an answer like any other."),
                Key.optional(
                        HttpRequest.CONNECT_TIMEOUT,
                        Shapes.positiveDuration(),
                        "How long it may take until there is a connection; 10s without it. The block's timeout is for all"
                                + " of it."));
    }

    @Override
    public boolean reachesOut() {
        return true;
    }

    @Override
    public BlockExecutor compile(BlockCompiler block) {
        HttpRequest request = HttpRequest.compile(block, json);
        Statuses expected = block.find(HttpRequest.EXPECT).map(Statuses::of).orElse(Statuses.SUCCESS);
        return run -> {
            HttpRequest.Rendered rendered = request.render(run);
            return calls.call(rendered.call(), answer -> outcome(answer, expected, rendered));
        };
    }

    private BlockOutcome outcome(HttpAnswer answer, Statuses expected, HttpRequest.Rendered request)
            throws IOException {
        if (!expected.contains(answer.status())) {
            throw UnexpectedStatus.of(answer, expected.toString(), request.secrets());
        }
        Map<String, @Nullable Object> output = new LinkedHashMap<>();
        output.put("status", (long) answer.status());
        output.put("headers", Collections.unmodifiableMap(answer.headers()));
        output.put("body", AnswerBody.read(answer, json));
        return BlockOutcome.of(Collections.unmodifiableMap(output));
    }
}
