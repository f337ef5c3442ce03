package dev.refgate.document;

import org.jspecify.annotations.Nullable;

/** A part of a YAML document that knows where it stands. */
public sealed interface Node permits ScalarNode, SequenceNode, MappingNode {

    /** Where it begins. */
    Location location();

    /**
     * The plain value: null, Boolean, Long, BigInteger, Double, String, List or Map (in the file's order), as in JSON.
     */
    @Nullable
    Object value();

    /** What it is, for messages: {@code the text "abc"}, {@code the number 3}, {@code a list}, {@code a mapping}. */
    String described();
}
