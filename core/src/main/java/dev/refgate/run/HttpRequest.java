package dev.refgate.run;

import dev.refgate.document.Durations;
import dev.refgate.document.JsonFormat;
import dev.refgate.document.Node;
import dev.refgate.run.HttpCall.Header;
import dev.refgate.workflow.Scope;
import dev.refgate.workflow.Template;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The request of an {@code http} block, compiled. */
final class HttpRequest {
    static final String METHOD = "method";
    static final String URL = "url";
    static final String QUERY = "query";
    static final String HEADERS = "headers";
    static final String JSON = "json";
    static final String FORM = "form";
    static final String TEXT = "text";
    static final String EXPECT = "expect";
    static final String REDIRECTS = "redirects";
    static final String CONNECT_TIMEOUT = "connect_timeout";

    /** How long it may take until there is a connection, where nothing is said. */
    static final Duration USUAL_CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private static final String CONTENT_TYPE = "Content-Type";

    private final String method;
    private final Template url;
    private final Optional<ValueTemplate> query;
    private final Optional<ValueTemplate> headers;
    private final Optional<Body> body;
    private final int redirects;
    private final Duration connectTimeout;

    private HttpRequest(BlockCompiler block, JsonFormat json) {
        this.url = url(block, URL);
        this.query = block.find(QUERY).map(block::value);
        this.headers = block.find(HEADERS).map(block::value);
        this.body = body(block, json);
        this.method =
                block.find(METHOD).map(node -> String.valueOf(node.value())).orElse(body.isPresent() ? "POST" : "GET");
        this.redirects = block.find(REDIRECTS)
                .map(node -> Integer.parseInt(String.valueOf(node.value())))
                .orElse(0);
        this.connectTimeout = block.find(CONNECT_TIMEOUT)
                .map(node -> Durations.parse(String.valueOf(node.value())))
                .orElse(USUAL_CONNECT_TIMEOUT);
    }

    static HttpRequest compile(BlockCompiler block, JsonFormat json) {
        return new HttpRequest(block, json);
    }

    /** A key's URL; one that says no scheme, and no template that may, is a problem. */
    static Template url(BlockCompiler block, String key) {
        Node node = block.require(key);
        Template url = block.text(node);
        boolean begun = url.source().startsWith("{{") || url.source().matches("(?is)\\s*https?://.*");
        if (url instanceof LiteralTemplate && !begun && !url.source().isEmpty()) {
            block.problem(
                    node.location(), key + ": expected http:// or https:// and a host, found " + node.described());
        }
        return url;
    }

    private static Optional<Body> body(BlockCompiler block, JsonFormat json) {
        List<String> given = Stream.of(JSON, FORM, TEXT)
                .filter(key -> block.find(key).isPresent())
                .toList();
        if (given.size() > 1) {
            block.problem(
                    block.require(given.get(1)).location(),
                    "a request has one body (expected one of: json, form, text; found " + String.join(" and ", given)
                            + ")");
        }
        return given.stream().findFirst().map(key -> body(block, key, json));
    }

    private static Body body(BlockCompiler block, String key, JsonFormat json) {
        Node node = block.require(key);
        if (key.equals(TEXT)) {
            Template text = block.text(node);
            return new Body("text/plain; charset=utf-8", text::text);
        }
        ValueTemplate value = block.value(node);
        return key.equals(JSON)
                ? new Body("application/json", scope -> json.write(value.render(scope)))
                : new Body("application/x-www-form-urlencoded", scope -> UrlFields.encode(value.render(scope)));
    }

    Rendered render(BlockRun run) {
        Scope scope = run.scope();
        String queryText =
                query.map(template -> UrlFields.encode(template.render(scope))).orElse("");
        String target = withQuery(url.text(scope), queryText);
        List<Header> sent = headers(scope);
        Optional<byte[]> content = body.map(each -> each.text().render(scope).getBytes(StandardCharsets.UTF_8));
        HttpCall call = new HttpCall(
                method,
                target,
                sent,
                content,
                redirects,
                connectTimeout,
                run.outputBytes(),
                run.deadline(),
                run.cancellation());
        return new Rendered(call, secrets(sent, target));
    }

    private List<Header> headers(Scope scope) {
        List<Header> sent = new ArrayList<>();
        boolean typed = false;
        if (headers.isPresent() && headers.get().render(scope) instanceof Map<?, ?> rendered) {
            for (Map.Entry<?, ?> entry : rendered.entrySet()) {
                String name = String.valueOf(entry.getKey());
                typed |= name.equalsIgnoreCase(CONTENT_TYPE);
                if (entry.getValue() != null) {
                    sent.add(new Header(name, text(name, entry.getValue())));
                }
            }
        }
        if (body.isPresent() && !typed) {
            sent.add(new Header(CONTENT_TYPE, body.get().contentType()));
        }
        return sent;
    }

    private static String text(String name, Object value) {
        if (value instanceof Map || value instanceof Collection) {
            throw new BlockException(
                    "the value of the header " + name + " is a structure (expected a text or a number)", false);
        }
        return String.valueOf(value);
    }

    private static String withQuery(String url, String query) {
        if (query.isEmpty()) {
            return url;
        }
        int end = url.indexOf('#') < 0 ? url.length() : url.indexOf('#');
        return url.substring(0, end) + (url.lastIndexOf('?', end) < 0 ? "?" : "&") + query;
    }

    /** What a server may echo and no message may show: values of headers, word by word, and of the query. */
    private static Secrets secrets(List<Header> headers, String url) {
        Collection<String> values = new HashSet<>();
        for (Header header : headers) {
            if (!header.name().toLowerCase(Locale.ROOT).startsWith("content-")) {
                values.add(header.value());
                values.addAll(List.of(header.value().split(" ")));
            }
        }
        int query = url.indexOf('?');
        if (query >= 0) {
            for (String pair : url.substring(query + 1).split("&")) {
                values.add(pair.substring(pair.indexOf('=') + 1));
            }
        }
        return Secrets.of(values);
    }

    /**
     * A body, compiled.
     *
     * @param contentType where the headers say none
     */
    private record Body(String contentType, TextRenderer text) {}

    /** Renders what is sent. */
    @FunctionalInterface
    private interface TextRenderer {
        String render(Scope scope);
    }

    /**
     * A request, rendered.
     *
     * @param secrets what no message may show
     */
    record Rendered(HttpCall call, Secrets secrets) {}
}
