package dev.refgate.client;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowId;
import java.util.List;
import java.util.Optional;

/**
 * What came of a move that a server was asked for.
 *
 * @param outcome {@code deployed}, {@code nothing_to_do} or {@code dry_run}
 * @param workflows what moved, or would move
 * @param deployment the id of its record; empty when nothing moved
 * @param commit where the environment points to after it; empty when nothing moved
 * @param actor as the record names who did it; empty when nothing moved
 */
public record MoveAnswer(
        String outcome,
        List<WorkflowId> workflows,
        Optional<String> deployment,
        Optional<CommitId> commit,
        Optional<String> actor) {
    public MoveAnswer {
        workflows = List.copyOf(workflows);
    }
}
