package dev.refgate.environment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of {@code _env}, per environment: secrets and settings that are never in Git. Safe for use by many threads; what
 * they are may change from one call to the next.
 */
public interface Settings {

    /** The keys and values of one environment; empty when it has none. The map itself never changes. */
    Map<String, String> of(String environment);

    /** The values of all environments, to be masked. */
    Collection<String> values();

    /** No settings for any environment. */
    static Settings none() {
        return of(Map.of());
    }

    /**
     * Read from variables named {@code REFGATE_ENV__<ENVIRONMENT>__<KEY>}, the environment's name in upper case with {@code
     * _} for {@code -}; the key is kept as it is.
     *
     * @param variables such as {@link System#getenv()}; those of other names are ignored
     */
    static Settings fromVariables(Map<String, String> variables) {
        return new VariableSettings(variables);
    }

    /**
     * @param environments names, and the keys and values of each
     */
    static Settings of(Map<String, Map<String, String>> environments) {
        Map<String, Map<String, String>> copy = new LinkedHashMap<>();
        environments.forEach((name, values) -> copy.put(name, Map.copyOf(values)));
        return new Settings() {
            @Override
            public Map<String, String> of(String environment) {
                return copy.getOrDefault(environment, Map.of());
            }

            @Override
            public Collection<String> values() {
                return copy.values().stream()
                        .flatMap(values -> values.values().stream())
                        .toList();
            }
        };
    }

    /** All of these: where two have a key, the later one counts. They are asked each time. */
    static Settings layered(List<Settings> layers) {
        List<Settings> copy = List.copyOf(layers);
        return new Settings() {
            @Override
            public Map<String, String> of(String environment) {
                Map<String, String> all = new LinkedHashMap<>();
                copy.forEach(layer -> all.putAll(layer.of(environment)));
                return all;
            }

            @Override
            public Collection<String> values() {
                List<String> all = new ArrayList<>();
                copy.forEach(layer -> all.addAll(layer.values()));
                return all;
            }
        };
    }
}
