package dev.refgate.diff;

import dev.refgate.repository.WorkflowFolder.FileFacts;
import java.util.List;
import java.util.Optional;

/**
 * What differs in one file.
 *
 * @param path below the workflow's folder, after the change; before it, when the file is removed
 * @param previousPath where the same content was before, when it was only renamed
 * @param change whether it is on one side only or on both
 * @param significance whether it is known to mean the same
 * @param from size and digest before, for a regular file
 * @param to size and digest after, for a regular file
 * @param notes what lines cannot show: another mode, other line endings, why there are no lines
 * @param lines the unified diff of the files as they are; empty when there is nothing to show
 * @param canonical the unified diff of their canonical forms: for YAML and JSON whose meaning differs
 */
public record FileDiff(
        String path,
        Optional<String> previousPath,
        Change change,
        Significance significance,
        Optional<FileFacts> from,
        Optional<FileFacts> to,
        List<String> notes,
        UnifiedDiff lines,
        Optional<UnifiedDiff> canonical) {

    public FileDiff {
        notes = List.copyOf(notes);
    }

    /** Whether the change is one of meaning, as far as can be known. */
    public enum Significance {
        /** The file may do something else now. */
        MEANING,
        /** Comments, quotes, the order of keys, white space: the same YAML or JSON values. */
        FORMATTING,
        /** The same lines with other line endings. */
        LINE_ENDINGS,
        /** The same bytes at another path, or with another mode. */
        SAME_CONTENT
    }

    /**
     * The lines to show people: the canonical forms' where the file as it is has differences of formatting beside those of
     * meaning, else the file's own.
     */
    public UnifiedDiff readable() {
        return showsCanonical() ? canonical.orElseThrow() : lines;
    }

    /** Whether {@link #readable} is the canonical one, whose line numbers are not the file's. */
    public boolean showsCanonical() {
        return canonical
                .map(other -> other.added() + other.removed() < lines.added() + lines.removed())
                .orElse(false);
    }
}
