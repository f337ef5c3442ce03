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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
            return new Body(key, "text/plain; charset=utf-8", text::text, String::valueOf);
        }
        ValueTemplate value = block.value(node);
        return key.equals(JSON)
                ? new Body(key, "application/json", value, json::write)
                : new Body(key, "application/x-www-form-urlencoded", value, UrlFields::encode);
    }

    Rendered render(BlockRun run) {
        Scope scope = run.scope();
        Map<String, @Nullable Object> begun = new LinkedHashMap<>();
        begun.put(METHOD, method);
        String address = url.text(scope);
        begun.put(URL, address);
        String target = query.map(template -> {
                    Object fields = template.render(scope);
                    begun.put(QUERY, fields);
                    return withQuery(address, UrlFields.encode(fields));
                })
                .orElse(address);
        List<Header> sent = headers(scope);
        if (!sent.isEmpty()) {
            begun.put(HEADERS, SentHeaders.shown(sent));
        }
        Optional<byte[]> content = body.map(each -> {
            Object value = each.value().render(scope);
            begun.put(each.key(), value);
            return each.encoding().apply(value).getBytes(StandardCharsets.UTF_8);
        });
        run.beginsWith(begun);
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
     * @param key of the block's settings
     * @param contentType where the headers say none
     * @param encoding makes the text that is sent of the value
     */
    private record Body(
            String key, String contentType, ValueTemplate value, Function<@Nullable Object, String> encoding) {}

    /**
     * A request, rendered.
     *
     * @param secrets what no message may show
     */
    record Rendered(HttpCall call, Secrets secrets) {}
}
