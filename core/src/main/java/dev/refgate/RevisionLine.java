package dev.refgate;

import dev.refgate.repository.Revision;
import java.util.List;

/**
 * A line of a workflow's history.
 *
 * @param revision the revision
 * @param environments those that hold its content now, in the policy's order; the same ones at each revision that has
 *     this content
 */
public record RevisionLine(Revision revision, List<String> environments) {
    public RevisionLine {
        environments = List.copyOf(environments);
    }
}
