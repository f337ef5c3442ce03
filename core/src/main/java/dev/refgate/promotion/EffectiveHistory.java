package dev.refgate.promotion;

import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What of an environment's deployments is still in effect. Each workflow has a stack of the contents that were deployed; a
 * rollback takes off it down to what it restored, and so counts as the deployment that it restored.
 */
final class EffectiveHistory {
    private final boolean complete;
    private final Set<WorkflowId> scope;
    private final Map<WorkflowId, Deque<Entry>> stacks = new HashMap<>();
    private final Map<WorkflowId, Optional<ContentId>> bottoms = new HashMap<>();
    private final List<Deployment> deployments = new ArrayList<>();
    private boolean tooShort;

    private record Entry(Deployment deployment, Move move) {}

    /**
     * @param newestFirst an environment's deployments
     * @param complete whether these are all of them
     * @param scope the workflows that it is about; empty for all
     */
    EffectiveHistory(List<Deployment> newestFirst, boolean complete, Set<WorkflowId> scope) {
        this.complete = complete;
        this.scope = Set.copyOf(scope);
        for (int i = newestFirst.size() - 1; i >= 0; i--) {
            add(newestFirst.get(i));
        }
    }

    private void add(Deployment deployment) {
        if (deployment.action() == Action.RELEASE) {
            return;
        }
        for (Move move : deployment.moves()) {
            if (scope.isEmpty() || scope.contains(move.workflow())) {
                bottoms.putIfAbsent(move.workflow(), move.from());
                Deque<Entry> stack = stacks.computeIfAbsent(move.workflow(), absent -> new ArrayDeque<>());
                if (deployment.action() != Action.ROLLBACK || !isRestoredIn(stack, move)) {
                    stack.push(new Entry(deployment, move));
                }
            }
        }
        deployments.add(deployment);
    }

    /** Takes off the stack down to what a rollback restored; whether that was in it. */
    private boolean isRestoredIn(Deque<Entry> stack, Move rollback) {
        boolean found = stack.stream().anyMatch(entry -> entry.move().to().equals(rollback.to()));
        boolean isBottom = !found
                && Optional.ofNullable(bottoms.get(rollback.workflow()))
                        .filter(rollback.to()::equals)
                        .isPresent();
        if (found) {
            while (!stack.element().move().to().equals(rollback.to())) {
                stack.pop();
            }
        } else if (isBottom) {
            stack.clear();
        } else {
            tooShort = !complete;
        }
        return found || isBottom;
    }

    /** The deployments of which something is still in effect, newest first. */
    private List<Deployment> effective() {
        Set<Deployment> alive = identities();
        stacks.values().forEach(stack -> stack.forEach(entry -> alive.add(entry.deployment())));
        List<Deployment> effective = new ArrayList<>();
        for (int i = deployments.size() - 1; i >= 0; i--) {
            if (alive.contains(deployments.get(i))) {
                effective.add(deployments.get(i));
            }
        }
        return effective;
    }

    /** Each deployment is read once; to compare all that they moved would take longer than to read them. */
    private static Set<Deployment> identities() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /** How many deployments can be taken back. What was there before all deployments cannot, nor the first of all. */
    int depth() {
        List<Deployment> effective = effective();
        boolean firstStays = complete
                && !effective.isEmpty()
                && (effective.get(effective.size() - 1).baseline() || scope.isEmpty());
        return effective.size() - (firstStays ? 1 : 0);
    }

    /** Whether it tells for certain what there was {@code steps} deployments ago. */
    boolean reaches(int steps) {
        return complete || !tooShort && effective().size() > steps;
    }

    /**
     * Takes the newest deployments back.
     *
     * @param steps how many, from 1 to {@link #depth}
     */
    Undone undo(int steps) {
        List<Deployment> effective = effective();
        Set<Deployment> undone = identities();
        undone.addAll(effective.subList(0, steps));
        Map<WorkflowId, Move> restored = new HashMap<>();
        stacks.forEach((workflow, stack) -> {
            Optional<Entry> top = Optional.ofNullable(stack.peek());
            while (!stack.isEmpty() && undone.contains(stack.element().deployment())) {
                stack.pop();
            }
            Optional<Entry> left = Optional.ofNullable(stack.peek());
            if (!top.equals(left)) {
                Optional<ContentId> content =
                        left.map(entry -> entry.move().to()).orElseGet(() -> bottom(workflow));
                restored.put(
                        workflow,
                        new Move(
                                workflow,
                                top.flatMap(entry -> entry.move().to()),
                                content,
                                left.flatMap(entry -> entry.move().source())));
            }
        });
        Optional<Deployment> now = effective.size() > steps ? Optional.of(effective.get(steps)) : Optional.empty();
        return new Undone(effective.get(0), now, List.copyOf(restored.values()));
    }

    private Optional<ContentId> bottom(WorkflowId workflow) {
        return Optional.ofNullable(bottoms.get(workflow)).flatMap(content -> content);
    }

    /**
     * What it takes to be where one was.
     *
     * @param newest the first deployment that is taken back
     * @param now the deployment that is in effect then; empty when that is not known here
     * @param moves from what was deployed last to what was deployed before
     */
    record Undone(Deployment newest, Optional<Deployment> now, List<Move> moves) {}
}
