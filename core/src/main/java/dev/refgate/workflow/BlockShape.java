package dev.refgate.workflow;

import dev.refgate.document.Key;
import java.util.List;
import java.util.Optional;

/**
 * How blocks of one type are written.
 *
 * @param type the word after {@code type:}
 * @param summary one sentence for the reference page
 * @param keys the type's own keys, beside those that every block has
 * @param output what its output is, for the reference page
 * @param branchesKey the key whose list of {@code {id, …}} names the labels that other blocks may need; empty for a
 *     type that does not branch
 * @param timed whether an attempt without a {@code timeout} gets the time that is usual for one; not for types whose
 *     job is to wait, or to run other blocks that are timed themselves: they have the run's time
 */
public record BlockShape(
        String type, String summary, List<Key> keys, String output, Optional<String> branchesKey, boolean timed) {

    public BlockShape {
        keys = List.copyOf(keys);
    }

    /** A type that does not branch. */
    public static BlockShape of(String type, String summary, String output, Key... keys) {
        return new BlockShape(type, summary, List.of(keys), output, Optional.empty(), true);
    }

    /** A type whose labels are the ids in the list under {@code branchesKey}. */
    public static BlockShape branching(String type, String summary, String output, String branchesKey, Key... keys) {
        return new BlockShape(type, summary, List.of(keys), output, Optional.of(branchesKey), true);
    }

    /** The same for a type whose attempts may take as long as the run. */
    public BlockShape untimed() {
        return new BlockShape(type, summary, keys, output, branchesKey, false);
    }
}
