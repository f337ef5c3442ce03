package dev.refgate.diff;

import java.util.List;

/**
 * What differs between two trees.
 *
 * @param from names the side before, for people
 * @param to names the side after, for people
 * @param workflows those that differ, sorted by id
 * @param more those that differ too but were not looked into ({@link Selection#detailed}), sorted by id
 */
public record RepositoryDiff(String from, String to, List<WorkflowDiff> workflows, List<WorkflowChange> more) {

    public RepositoryDiff {
        workflows = List.copyOf(workflows);
        more = List.copyOf(more);
    }

    /** Whether the two sides have the same workflows. */
    public boolean isEmpty() {
        return workflows.isEmpty() && more.isEmpty();
    }

    /** How many workflows differ. */
    public int count() {
        return workflows.size() + more.size();
    }
}
