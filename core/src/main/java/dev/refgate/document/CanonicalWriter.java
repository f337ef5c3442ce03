package dev.refgate.document;

/** Writes a document in the one form that all documents of the same meaning share, so that texts can be compared. */
public interface CanonicalWriter {

    /**
     * The document as YAML text that reads back as equal values: keys sorted, lists in their order, one style of
     * quoting, no comments, one line per thing. Ends in a line feed.
     */
    String write(Node root);
}
