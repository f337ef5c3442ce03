package dev.refgate.document;

/**
 * A known key of a mapping.
 *
 * @param name as written in the file
 * @param shape of its value
 * @param required whether the mapping must have it
 * @param description one or two sentences for the schema and the reference pages
 */
public record Key(String name, Shape shape, boolean required, String description) {

    public static Key required(String name, Shape shape, String description) {
        return new Key(name, shape, true, description);
    }

    public static Key optional(String name, Shape shape, String description) {
        return new Key(name, shape, false, description);
    }
}
