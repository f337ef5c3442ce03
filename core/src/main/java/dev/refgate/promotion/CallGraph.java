package dev.refgate.promotion;

import dev.refgate.error.NotFoundException;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which workflows would run which others after moves. */
final class CallGraph {
    private final Map<WorkflowId, Set<WorkflowId>> callees = new HashMap<>();

    /**
     * @param tip where the environment is now
     * @param moves those that bring a content
     * @param offered the commit that has those contents, unless a move says another
     */
    CallGraph(WorkflowCalls calls, MovedContents after, Optional<CommitId> tip, List<Move> moves, CommitId offered) {
        tip.map(calls::at).orElse(Map.of()).forEach((caller, called) -> {
            if (!after.moves(caller)) {
                callees.put(caller, called);
            }
        });
        for (Move move : moves) {
            Set<WorkflowId> called = called(calls, move, offered);
            if (!called.isEmpty()) {
                callees.put(move.workflow(), called);
            }
        }
    }

    /** What was deployed stays so when its source branch is force-pushed, and then what it was taken from may be gone. */
    private static Set<WorkflowId> called(WorkflowCalls calls, Move move, CommitId offered) {
        try {
            return calls.at(move.source().orElse(offered)).getOrDefault(move.workflow(), Set.of());
        } catch (NotFoundException gone) {
            return calls.at(offered).getOrDefault(move.workflow(), Set.of());
        }
    }

    Set<WorkflowId> callers() {
        return callees.keySet();
    }

    /** A workflow and all that it runs, at any depth. */
    Set<WorkflowId> reach(WorkflowId workflow) {
        Set<WorkflowId> reached = new LinkedHashSet<>();
        Deque<WorkflowId> open = new ArrayDeque<>(List.of(workflow));
        while (!open.isEmpty()) {
            WorkflowId next = open.remove();
            if (reached.add(next)) {
                open.addAll(callees.getOrDefault(next, Set.of()));
            }
        }
        return reached;
    }
}
