package dev.refgate.server.runlog;

import dev.refgate.server.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A run's inputs as they are stored: where all of them are too large, digests stand in the place of some. The largest go first,
 * and sensitive ones last: their values are needed to mask them elsewhere.
 *
 * @param json an object
 * @param cut the names of those that are not there
 */
record StoredInputs(String json, Set<String> cut) {

    /**
     * @param inputs JSON values by their names
     * @param sensitive names of those that are masked when shown
     */
    static StoredInputs of(Map<String, ?> inputs, Set<String> sensitive) {
        Payload whole = Payload.of(inputs);
        if (!whole.truncated()) {
            return new StoredInputs(whole.json(), Set.of());
        }
        Map<String, @Nullable Object> kept = new LinkedHashMap<>(inputs);
        Set<String> cut = new LinkedHashSet<>();
        Map<String, Integer> sizes = new HashMap<>();
        inputs.forEach((name, value) -> sizes.put(name, size(value)));
        int total = size(inputs);
        for (String name : inOrder(sizes, sensitive)) {
            Map<String, Object> digest = Payload.digest(inputs.get(name));
            int gain = sizes.get(name) - size(digest);
            if (total > Payload.MOST && gain > 0) {
                kept.put(name, digest);
                cut.add(name);
                total -= gain;
            }
        }
        // Of very many that are small there is no digest that is smaller: there is one of all of them.
        return total > Payload.MOST
                ? new StoredInputs(whole.json(), Set.copyOf(inputs.keySet()))
                : new StoredInputs(Json.write(kept), cut);
    }

    private static List<String> inOrder(Map<String, Integer> sizes, Set<String> sensitive) {
        List<String> names = new ArrayList<>(sizes.keySet());
        names.sort(Comparator.comparing((String name) -> sensitive.contains(name))
                .thenComparing(sizes::get, Comparator.reverseOrder()));
        return names;
    }

    private static int size(@Nullable Object value) {
        return Json.write(value).getBytes(StandardCharsets.UTF_8).length;
    }
}
