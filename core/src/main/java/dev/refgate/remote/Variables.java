package dev.refgate.remote;

import dev.refgate.document.Durations;
import dev.refgate.error.InvalidArgumentException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads settings from variables of the environment. A blank one is not set: CI hands on what is missing as blank. */
record Variables(Map<String, String> values) {
    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    boolean truth(String name) {
        return text(name)
                .map(value -> switch (value.toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new InvalidArgumentException(name + ": " + value + " (expected true or false)");
                })
                .orElse(false);
    }

    Optional<Path> path(String name) {
        return text(name).map(value -> {
            try {
                return Path.of(value);
            } catch (InvalidPathException e) {
                throw new InvalidArgumentException(name + ": " + value + " (expected a path)", e);
            }
        });
    }

    Duration duration(String name, Duration without) {
        return text(name)
                .map(value -> {
                    try {
                        return Durations.parse(value);
                    } catch (InvalidArgumentException e) {
                        throw new InvalidArgumentException(name + ": " + e.getMessage(), e);
                    }
                })
                .orElse(without);
    }
}
