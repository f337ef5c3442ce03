package dev.refgate.client;

import dev.refgate.error.RefgateException;
import dev.refgate.error.RemoteException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A JSON object of a server's, whose values have to be of the types that this client knows. */
record Answer(String request, Map<?, ?> object) {

    static Answer of(String request, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new Answer(request, map);
        }
        throw unexpected(request, "the answer is no JSON object");
    }

    static RemoteException unexpected(String request, String what) {
        return new RemoteException(
                request + ": " + what + " (expected the answer of a Refgate server at this address)");
    }

    String text(String key) {
        return findText(key).orElseThrow(() -> wrong(key));
    }

    Optional<String> findText(String key) {
        Object value = object.get(key);
        if (value != null && !(value instanceof String)) {
            throw wrong(key);
        }
        return Optional.ofNullable((String) value);
    }

    /** A text that stands for something; a text that cannot is as wrong as none. */
    <T> T as(String key, Function<String, T> type) {
        return findAs(key, type).orElseThrow(() -> wrong(key));
    }

    <T> Optional<T> findAs(String key, Function<String, T> type) {
        try {
            return findText(key).map(type);
        } catch (RefgateException | IllegalArgumentException e) {
            throw wrong(key);
        }
    }

    long number(String key) {
        return object.get(key) instanceof Long number ? number : fail(key);
    }

    boolean truth(String key) {
        return object.get(key) instanceof Boolean truth ? truth : fail(key);
    }

    Answer child(String key) {
        return findChild(key).orElseThrow(() -> wrong(key));
    }

    Optional<Answer> findChild(String key) {
        Object value = object.get(key);
        return value == null ? Optional.empty() : Optional.of(of(request, value));
    }

    List<Answer> children(String key) {
        List<Answer> children = new ArrayList<>();
        for (Object child : list(key)) {
            children.add(of(request, child));
        }
        return children;
    }

    List<?> list(String key) {
        return object.get(key) instanceof List<?> list ? list : fail(key);
    }

    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        object.forEach((key, value) -> values.put(String.valueOf(key), value));
        return values;
    }

    private <T> T fail(String key) {
        throw wrong(key);
    }

    private RemoteException wrong(String key) {
        return unexpected(request, key + " is " + object.get(key));
    }
}
