package dev.refgate.action;

import dev.refgate.document.Durations;
import dev.refgate.error.InvalidArgumentException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a workflow file says below {@code with:}. {@code action.yml} hands it on in variables, {@code dry-run} as {@code
 * INPUT_DRY_RUN}; what is not said is empty there.
 *
 * @param variables of the process
 */
record Inputs(Map<String, String> variables) {
    private static final String PREFIX = "INPUT_";

    /** The input without the space around it; empty when it is not said. */
    Optional<String> find(String name) {
        String variable = PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
        return Optional.ofNullable(variables.get(variable)).map(String::strip).filter(value -> !value.isEmpty());
    }

    String required(String name) {
        return find(name)
                .orElseThrow(() -> new InvalidArgumentException(
                        "input " + name + ": missing (expected under with: " + name + ": …)"));
    }

    /** Whether it is {@code true}; not said is not true. */
    boolean flag(String name) {
        String value = find(name).orElse("false");
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidArgumentException("input " + name + ": " + value + " (expected true or false)");
        };
    }

    /** Words, separated by spaces, commas or lines. */
    List<String> list(String name) {
        return find(name).stream()
                .flatMap(value -> Arrays.stream(value.split("[\\s,]+")))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    int number(String name, int otherwise) {
        Optional<String> value = find(name);
        if (value.isPresent() && !value.get().matches("[0-9]{1,9}")) {
            throw new InvalidArgumentException("input " + name + ": " + value.get() + " (expected a number)");
        }
        return value.map(Integer::parseInt).orElse(otherwise);
    }

    Duration duration(String name, Duration otherwise) {
        return find(name).map(Durations::parse).orElse(otherwise);
    }

    @Override
    public String toString() {
        return "Inputs";
    }
}
