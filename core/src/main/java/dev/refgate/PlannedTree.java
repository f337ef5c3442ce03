package dev.refgate;

import dev.refgate.promotion.Move;
import dev.refgate.promotion.PromotionPlan;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowRepository;
import dev.refgate.repository.WorkflowTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The files that an environment would have after a plan: what it has now, with what the plan moves in its place. */
final class PlannedTree implements WorkflowTree {
    private final WorkflowRepository repository;
    private final PromotionPlan plan;
    private final Map<WorkflowId, Move> moves = new HashMap<>();

    PlannedTree(WorkflowRepository repository, PromotionPlan plan) {
        this.repository = repository;
        this.plan = plan;
        plan.moves().forEach(move -> moves.put(move.workflow(), move));
    }

    @Override
    public String label() {
        return plan.id();
    }

    @Override
    public Optional<byte[]> policyFile() {
        return Optional.empty();
    }

    @Override
    public List<String> folderNames() {
        TreeSet<String> names = new TreeSet<>();
        base().ifPresent(tree -> names.addAll(tree.folderNames()));
        moves.forEach((workflow, move) -> {
            if (move.to().isPresent()) {
                names.add(workflow.value());
            } else {
                names.remove(workflow.value());
            }
        });
        return List.copyOf(names);
    }

    @Override
    public Optional<WorkflowFolder> folder(WorkflowId id) {
        Move move = moves.get(id);
        if (move == null) {
            return base().flatMap(tree -> tree.folder(id));
        }
        return move.to().isEmpty()
                ? Optional.empty()
                : move.source().flatMap(source -> at(source).folder(id));
    }

    private Optional<WorkflowTree> base() {
        return plan.base().map(this::at);
    }

    private WorkflowTree at(CommitId commit) {
        return repository.treeAt(commit);
    }
}
