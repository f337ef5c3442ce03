package dev.refgate.server.webhook;

import dev.refgate.server.json.InvalidJsonException;
import dev.refgate.server.json.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was sent to a webhook.
 *
 * @param headers names in lower case; several of one name are joined by commas
 * @param body as it came
 */
public record Delivery(Map<String, String> headers, byte[] body) {
    /** They say who sends, and are nobody else's business. */
    private static final Set<String> SECRET =
            Set.of("authorization", "proxy-authorization", "cookie", "x-api-key", "x-gitlab-token");

    /** Where senders write which delivery it is; a repeated one has the same. */
    private static final List<String> IDS = List.of("idempotency-key", "webhook-id", "x-github-delivery");

    /** A header's value; empty when there is none. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** The headers that a workflow gets to see. */
    public Map<String, String> shownHeaders() {
        Map<String, String> shown = new LinkedHashMap<>(headers);
        shown.keySet().removeAll(SECRET);
        return shown;
    }

    /**
     * The body as a JSON value: what JSON says, the fields of a form, or a text.
     *
     * @throws InvalidJsonException when it is called JSON and is not
     * @throws IllegalArgumentException when it is called a form and is not
     */
    public @Nullable Object content() {
        String type = header("content-type").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (body.length == 0) {
            return null;
        }
        if (type.equals("application/json") || type.endsWith("+json")) {
            return Json.read(body);
        }
        String text = new String(body, StandardCharsets.UTF_8);
        return type.equals("application/x-www-form-urlencoded") ? fields(text) : text;
    }

    /** A field that comes once is a text, one that comes again a list. */
    private static Map<String, Object> fields(String form) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String pair : form.split("&", -1)) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                String value = parts.length == 2 ? decoded(parts[1]) : "";
                fields.merge(decoded(parts[0]), value, Delivery::joined);
            }
        }
        return fields;
    }

    private static Object joined(Object before, Object next) {
        List<Object> all = new ArrayList<>(before instanceof List<?> list ? list : List.of(before));
        all.add(next);
        return all;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /**
     * Which delivery it is, where the sender says so.
     *
     * @param content of {@link #content}
     */
    public Optional<String> id(@Nullable Object content) {
        for (String name : IDS) {
            String id = header(name);
            if (!id.isEmpty()) {
                return Optional.of(name + ":" + id);
            }
        }
        boolean isStripes = headers.containsKey("stripe-signature");
        return isStripes && content instanceof Map<?, ?> event && event.get("id") instanceof String id
                ? Optional.of("stripe:" + id)
                : Optional.empty();
    }
}
