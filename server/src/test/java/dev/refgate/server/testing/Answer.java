package dev.refgate.server.testing;

import dev.refgate.server.json.Json;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What the server answered. */
public record Answer(int status, HttpHeaders headers, byte[] body) {

    /** The value at a way of keys and indexes; null when there is none. */
    public Object at(Object... way) {
        Object value = Json.read(body);
        for (Object step : way) {
            if (value instanceof Map<?, ?> map && step instanceof String) {
                value = map.get(step);
            } else if (value instanceof List<?> list && step instanceof Integer index && index < list.size()) {
                value = list.get(index);
            } else {
                return null;
            }
        }
        return value;
    }

    public String header(String name) {
        return headers.firstValue(name).orElse(null);
    }

    @Override
    public String toString() {
        return status + " " + new String(body, StandardCharsets.UTF_8);
    }
}
