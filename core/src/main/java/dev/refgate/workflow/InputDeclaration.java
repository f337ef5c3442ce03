package dev.refgate.workflow;

import dev.refgate.document.Location;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An input that a caller sends.
 *
 * @param name as callers write it
 * @param location where it is declared
 * @param schema its JSON Schema, without Refgate's own keys {@code optional} and {@code sensitive}
 * @param required whether a call without it is refused: it has no default and is not optional
 * @param hasDefault whether a call without it gets {@code defaultValue}
 * @param defaultValue may be null
 * @param sensitive whether its value is masked wherever it is shown
 */
public record InputDeclaration(
        String name,
        Location location,
        Map<String, Object> schema,
        boolean required,
        boolean hasDefault,
        @Nullable Object defaultValue,
        boolean sensitive) {
    /** What a name matches. */
    public static final String NAME_PATTERN = InputShape.NAME;

    public InputDeclaration {
        schema = Collections.unmodifiableMap(new LinkedHashMap<>(schema));
    }
}
