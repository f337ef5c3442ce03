package dev.refgate.workflow;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles JSON Schemas (draft 2020-12, {@code format} asserted). */
public interface JsonSchemas {

    /**
     * @param schema a JSON Schema as plain values; references leave the schema itself nowhere
     * @throws dev.refgate.error.InvalidArgumentException when it is no valid schema; says where and why
     */
    JsonSchema compile(Map<String, Object> schema);

    /** A compiled schema. Immutable; safe for use by many threads. */
    interface JsonSchema {

        /** What is wrong with a value; empty when nothing is. In a stable order. */
        List<Violation> validate(@Nullable Object value);
    }

    /**
     * One thing that is wrong with a value.
     *
     * @param path the keys and indexes that lead to it, such as {@code [ticket, lines, 0]}; empty for the value itself
     * @param message what was expected; never the value itself, which may be sensitive
     * @param keyword the schema's keyword that refused it, such as {@code minLength}
     */
    record Violation(List<Object> path, String message, String keyword) {}
}
