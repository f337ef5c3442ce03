package dev.refgate.promotion;

import dev.refgate.error.NotFoundException;
import dev.refgate.promotion.GateResult.State;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks at what an environment would have after a move as a whole: a workflow was verified together with the sub-workflows
 * that it runs, in one tree, and runs with others only if there is a tree that has them together.
 */
final class Dependencies {
    static final String GATE = "dependencies";

    private final DeploymentStore store;
    private final WorkflowCalls calls;

    Dependencies(DeploymentStore store, WorkflowCalls calls) {
        this.store = store;
        this.calls = calls;
    }

    /**
     * A workflow that would run with another sub-workflow than it was verified with.
     *
     * @param remedy the workflow that has to move as well
     */
    record Conflict(String evidence, WorkflowId remedy) {}

    /** The gate's result; empty when no workflow that is concerned runs another. */
    Optional<GateResult> result(Situation situation, CommitId offered, List<Move> moves) {
        Result tree = new Result(situation, offered, moves);
        Set<WorkflowId> concerned = tree.concerned();
        if (concerned.isEmpty()) {
            return Optional.empty();
        }
        List<Conflict> conflicts = tree.conflicts(concerned);
        if (conflicts.isEmpty()) {
            return Optional.of(new GateResult(
                    GATE, State.PASSED, "sub-workflows are those that were verified with their workflows"));
        }
        List<String> evidence = conflicts.stream().map(Conflict::evidence).toList();
        return Optional.of(new GateResult(
                GATE,
                State.FAILED,
                String.join("; ", evidence) + " (--with-dependencies moves what belongs together)"));
    }

    /** The workflows that have to move too, so that all that is moved was verified as it will run. */
    Set<WorkflowId> missing(Situation situation, CommitId offered, List<Move> moves) {
        Result tree = new Result(situation, offered, moves);
        Set<WorkflowId> missing = new TreeSet<>();
        tree.conflicts(tree.concerned()).forEach(conflict -> missing.add(conflict.remedy()));
        return missing;
    }

    /** What the environment would have. */
    private final class Result {
        private final Situation situation;
        private final MovedContents after;
        private final WorkflowContents offer;
        private final CallGraph graph;

        Result(Situation situation, CommitId offered, List<Move> moves) {
            this.situation = situation;
            this.after = new MovedContents(situation.contents(), moves);
            this.offer = store.contents(offered);
            this.graph = new CallGraph(
                    calls,
                    after,
                    situation.tip().map(PointerTip::commit),
                    moves.stream().filter(move -> move.to().isPresent()).toList(),
                    offered);
        }

        /** The workflows that run one that moves, or move and run others. */
        Set<WorkflowId> concerned() {
            Set<WorkflowId> concerned = new TreeSet<>();
            for (WorkflowId caller : graph.callers()) {
                boolean isConcerned = graph.reach(caller).stream().anyMatch(after::moves);
                if (isConcerned && after.of(caller).isPresent()) {
                    concerned.add(caller);
                }
            }
            return concerned;
        }

        List<Conflict> conflicts(Set<WorkflowId> concerned) {
            List<Conflict> conflicts = new ArrayList<>();
            for (WorkflowId caller : concerned) {
                conflict(caller, graph.reach(caller)).ifPresent(conflicts::add);
            }
            return conflicts;
        }

        private Optional<Conflict> conflict(WorkflowId caller, Set<WorkflowId> reached) {
            Optional<WorkflowId> deleted = reached.stream()
                    .filter(each -> after.of(each).isEmpty() && after.moves(each))
                    .findFirst();
            if (deleted.isPresent()) {
                return Optional.of(new Conflict(
                        caller + " runs " + deleted.get() + ", which would be deleted in "
                                + situation.environment().name(),
                        after.moves(caller) ? deleted.get() : caller));
            }
            if (isAsIn(situation.contents(), reached) || isAsIn(offer, reached) || wasTogether(caller, reached)) {
                return Optional.empty();
            }
            return Optional.of(after.moves(caller) ? laggard(caller, reached) : runsWithAnother(caller, reached));
        }

        private boolean isAsIn(WorkflowContents tree, Set<WorkflowId> reached) {
            return reached.stream().allMatch(each -> tree.of(each).equals(after.of(each)));
        }

        /** Where a content is taken from, it was verified. */
        private boolean wasTogether(WorkflowId caller, Set<WorkflowId> reached) {
            try {
                return after.source(caller)
                        .map(source -> isAsIn(store.contents(source), reached))
                        .orElse(false);
            } catch (NotFoundException gone) {
                return false;
            }
        }

        private Conflict laggard(WorkflowId caller, Set<WorkflowId> reached) {
            WorkflowId other = firstUnlike(caller, offer, reached);
            return new Conflict(
                    caller + " would run with " + other + " " + abbreviated(after.of(other))
                            + ", and was verified with " + abbreviated(offer.of(other)),
                    other);
        }

        private Conflict runsWithAnother(WorkflowId caller, Set<WorkflowId> reached) {
            WorkflowId other = firstUnlike(caller, situation.contents(), reached);
            boolean callerDiffers = !offer.of(caller).equals(after.of(caller));
            return new Conflict(
                    caller + ", which does not move, would run with " + other + " " + abbreviated(after.of(other))
                            + ", and was verified with " + abbreviated(situation.content(other)),
                    callerDiffers ? caller : firstUnlike(caller, offer, reached));
        }

        private WorkflowId firstUnlike(WorkflowId caller, WorkflowContents tree, Set<WorkflowId> reached) {
            return reached.stream()
                    .filter(each -> !each.equals(caller) && !tree.of(each).equals(after.of(each)))
                    .findFirst()
                    .orElse(caller);
        }

        private static String abbreviated(Optional<ContentId> content) {
            return content.map(ContentId::abbreviated).orElse("none");
        }
    }
}
