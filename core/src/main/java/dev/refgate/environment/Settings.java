package dev.refgate.environment;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The values of {@code _env}, per environment: secrets and settings that are never in Git. Read from variables named
 * {@code REFGATE_ENV__<ENVIRONMENT>__<KEY>}, the environment's name in upper case with {@code _} for {@code -}; the key
 * is kept as it is.
 */
public final class Settings {
    private static final String PREFIX = "REFGATE_ENV__";
    private static final String SEPARATOR = "__";

    private final Map<String, String> variables;

    private Settings(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** No settings for any environment. */
    public static Settings none() {
        return new Settings(Map.of());
    }

    /**
     * @param variables such as {@link System#getenv()}; those of other names are ignored
     */
    public static Settings fromVariables(Map<String, String> variables) {
        Map<String, String> ours = new LinkedHashMap<>();
        variables.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                ours.put(name, value);
            }
        });
        return new Settings(ours);
    }

    /** The keys and values of one environment; empty when it has none. */
    public Map<String, String> of(String environment) {
        String prefix = PREFIX + environment.toUpperCase(Locale.ROOT).replace('-', '_') + SEPARATOR;
        Map<String, String> values = new LinkedHashMap<>();
        variables.forEach((name, value) -> {
            if (name.startsWith(prefix) && name.length() > prefix.length()) {
                values.put(name.substring(prefix.length()), value);
            }
        });
        return values;
    }

    /** The values of all environments, to be masked. */
    public Collection<String> values() {
        return variables.values();
    }
}
