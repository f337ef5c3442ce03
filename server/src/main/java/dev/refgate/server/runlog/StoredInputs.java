package dev.refgate.server.runlog;

import dev.refgate.server.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
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
        int total = size(inputs);
        for (Input input : inOrder(inputs, sensitive)) {
            Map<String, Object> digest = Payload.digest(inputs.get(input.name()));
            int gain = input.size() - size(digest);
            if (total > Payload.MOST && gain > 0) {
                kept.put(input.name(), digest);
                cut.add(input.name());
                total -= gain;
            }
        }
        // Of very many that are small there is no digest that is smaller: there is one of all of them.
        return total > Payload.MOST
                ? new StoredInputs(whole.json(), Set.copyOf(inputs.keySet()))
                : new StoredInputs(Json.write(kept), cut);
    }

    private record Input(String name, int size) {}

    private static List<Input> inOrder(Map<String, ?> inputs, Set<String> sensitive) {
        List<Input> order = new ArrayList<>();
        inputs.forEach((name, value) -> order.add(new Input(name, size(value))));
        order.sort(Comparator.comparing((Input input) -> sensitive.contains(input.name()))
                .thenComparing(Input::size, Comparator.reverseOrder()));
        return order;
    }

    private static int size(@Nullable Object value) {
        return Json.write(value).getBytes(StandardCharsets.UTF_8).length;
    }
}
