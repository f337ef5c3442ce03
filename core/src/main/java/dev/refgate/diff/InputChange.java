package dev.refgate.diff;

import java.util.List;

/**
 * One declared input that differs.
 *
 * @param name as callers write it
 * @param change whether it is new, gone, or declared otherwise
 * @param details {@code required}, {@code sensitive}, {@code default}, and the schema's parts below {@code schema}
 */
public record InputChange(String name, Change change, List<ValueChange> details) {

    public InputChange {
        details = List.copyOf(details);
    }
}
