package dev.refgate.document;

import java.util.Map;

/**
 * What a part of a file has to look like. One declaration serves three readers: the strict parser, the published JSON
 * Schema, and the reference pages. Shapes are built with {@link Shapes}.
 */
public interface Shape {

    /** Adds a problem for everything in {@code node} that does not fit; descends as far as it can. */
    void check(Node node, Problems problems);

    /** The same demand as a JSON Schema (draft 2020-12) fragment. */
    Map<String, Object> jsonSchema();

    /** What is expected, for messages: {@code a text}, {@code one of: branch, tag}. */
    String expected();
}
