package dev.refgate.document;

import java.util.Map;

/**
 * What a part of a file has to look like. One declaration serves three readers: the strict parser, the published JSON
 * Schema, and the reference pages. Shapes are built with {@link Shapes}.
 */
public interface Shape {

    /** Adds a problem for everything in {@code node} that does not fit; descends as far as it can. */
    void check(Node node, Problems problems);

    /**
     * Whether {@code node} is of the right kind (a text, a list, a mapping, …), whatever is in it. Tells which of several
     * alternatives somebody meant.
     */
    boolean suits(Node node);

    /** The same demand as a JSON Schema (draft 2020-12) fragment. */
    Map<String, Object> jsonSchema();

    /**
     * Adds the fragments that {@link #jsonSchema()} refers to as {@code #/$defs/<name>}.
     *
     * @param definitions by name
     */
    default void define(Map<String, Map<String, Object>> definitions) {
        // Most shapes refer to none.
    }

    /** What is expected, for messages: {@code a text}, {@code one of: branch, tag}. */
    String expected();
}
