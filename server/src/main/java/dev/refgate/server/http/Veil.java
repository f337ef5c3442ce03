package dev.refgate.server.http;

import dev.refgate.run.Secrets;
import dev.refgate.server.json.Json;
import dev.refgate.server.runlog.RunFacts;
import dev.refgate.server.runlog.RunRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Hides of a run on record the inputs that its workflow calls sensitive, and their values and those that its sub-workflows call so
 * wherever else they stand in the run. Where such a value is not on record, because it was too large, nothing can tell where it
 * stands: whatever came of the inputs is hidden as a whole.
 */
final class Veil {
    private static final String MASK = "***";

    private final @Nullable Object inputs;
    private final Secrets hidden;
    private final boolean whole;

    private Veil(@Nullable Object inputs, Secrets hidden, boolean whole) {
        this.inputs = inputs;
        this.hidden = hidden;
        this.whole = whole;
    }

    static Veil of(RunRow row, RunFacts facts) {
        Object sent = row.inputs() == null ? null : Json.parse(row.inputs());
        Set<String> sensitive = sensitive(row);
        List<@Nullable Object> values = new ArrayList<>(facts.hidden().values());
        Map<Object, @Nullable Object> named = new LinkedHashMap<>();
        if (sent instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (sensitive.contains(name)) {
                    values.add(value);
                }
                named.put(name, sensitive.contains(name) ? MASK : value);
            });
        }
        Secrets hidden = Secrets.ofAll(values);
        boolean unknown =
                !sensitive.isEmpty() && (row.hasDigestForInputs() || !Collections.disjoint(sensitive, facts.cut()));
        return new Veil(sent == null ? null : hidden.maskAll(named), hidden, unknown || facts.veiled());
    }

    private static Set<String> sensitive(RunRow row) {
        return Json.parse(row.sensitive()) instanceof List<?> names
                ? names.stream().map(String::valueOf).collect(Collectors.toSet())
                : Set.of();
    }

    /** The inputs as they may be shown. */
    @Nullable
    Object inputs() {
        return inputs;
    }

    /** A value that the run made, as it may be shown. */
    @Nullable
    Object over(@Nullable Object value) {
        return whole && value != null ? MASK : hidden.maskAll(value);
    }

    /** The same for the values of an object whose keys the workflow's file has. */
    Object overEach(Map<?, ?> values) {
        Map<Object, @Nullable Object> shown = new LinkedHashMap<>(values);
        shown.replaceAll((name, value) -> over(value));
        return shown;
    }

    /** A block as it is stored, as it may be shown. */
    Map<?, ?> overBlock(Map<?, ?> stored) {
        Map<Object, @Nullable Object> shown = new LinkedHashMap<>(stored);
        for (String made : List.of("input", "output", "error")) {
            shown.computeIfPresent(made, (key, value) -> over(value));
        }
        return shown;
    }
}
