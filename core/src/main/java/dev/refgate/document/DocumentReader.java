package dev.refgate.document;

import java.util.Optional;

/** Reads the text of a YAML file into nodes. */
public interface DocumentReader {

    /**
     * Reads one document. Syntax errors, duplicate keys, tabs, tags, more than one document, and aliases that expand
     * beyond the limits are added to {@code problems}.
     *
     * @param file the name that locations carry
     * @param content UTF-8, with or without a byte order mark
     * @return the root node, or empty when the text is no YAML at all (then there is a problem)
     */
    Optional<Node> read(String file, byte[] content, Problems problems);
}
