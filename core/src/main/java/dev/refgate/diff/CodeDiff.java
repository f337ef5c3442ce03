package dev.refgate.diff;

import java.util.List;

/**
 * What differs in a workflow's files.
 *
 * @param files those that differ, sorted by path
 */
public record CodeDiff(List<FileDiff> files) {

    public CodeDiff {
        files = List.copyOf(files);
    }
}
