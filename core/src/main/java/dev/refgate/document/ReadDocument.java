package dev.refgate.document;

import java.util.List;
import java.util.Optional;

/**
 * What reading a file came to, for several who want to know.
 *
 * @param root empty when the text is no YAML at all
 * @param problems what was wrong with it as YAML, sorted
 */
public record ReadDocument(Optional<Node> root, List<Problem> problems) {

    public ReadDocument {
        problems = List.copyOf(problems);
    }

    /** Reads a file; see {@link DocumentReader#read}. */
    public static ReadDocument of(DocumentReader reader, String file, byte[] content) {
        Problems problems = new Problems();
        Optional<Node> root = reader.read(file, content, problems);
        return new ReadDocument(root, problems.sorted());
    }
}
