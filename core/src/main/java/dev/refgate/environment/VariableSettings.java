package dev.refgate.environment;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Settings out of variables. Which environments there are, their names do not tell: each is looked for once. */
final class VariableSettings implements Settings {
    private static final String PREFIX = "REFGATE_ENV__";
    private static final String SEPARATOR = "__";

    private final Map<String, String> variables;
    private final Map<String, Map<String, String>> found = new ConcurrentHashMap<>();

    VariableSettings(Map<String, String> variables) {
        Map<String, String> ours = new LinkedHashMap<>();
        variables.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                ours.put(name, value);
            }
        });
        this.variables = Map.copyOf(ours);
    }

    @Override
    public Map<String, String> of(String environment) {
        return found.computeIfAbsent(environment, this::find);
    }

    private Map<String, String> find(String environment) {
        String prefix = PREFIX + environment.toUpperCase(Locale.ROOT).replace('-', '_') + SEPARATOR;
        Map<String, String> values = new LinkedHashMap<>();
        variables.forEach((name, value) -> {
            if (name.startsWith(prefix) && name.length() > prefix.length()) {
                values.put(name.substring(prefix.length()), value);
            }
        });
        return Map.copyOf(values);
    }

    @Override
    public Collection<String> values() {
        return variables.values();
    }
}
