package dev.refgate.run;

import dev.refgate.document.Nearest;
import dev.refgate.document.Problems;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with the blocks that run other workflows of a tree: a workflow that is not there or does not fit, a way that
 * leads back, a way that leads too deep. Not safe for use by several threads.
 */
final class CallChecks {
    private static final int MOST_LISTED = 20;

    private final Neighbours neighbours;
    private final int depth;

    /** The workflows of the tree. */
    interface Neighbours {
        /** The names of the folders, for messages. */
        Collection<String> names();

        boolean exists(WorkflowId workflow);

        /** Empty for one that is not there, or cannot be compiled. */
        Optional<WorkflowInterface> find(WorkflowId workflow);
    }

    /**
     * @param depth how many workflows may run inside each other
     */
    CallChecks(Neighbours neighbours, int depth) {
        this.neighbours = neighbours;
        this.depth = depth;
    }

    /** Adds what is wrong in the file of {@code workflow}. */
    void check(WorkflowId workflow, Problems problems) {
        neighbours.find(workflow).ifPresent(caller -> caller.calls().forEach(call -> check(workflow, call, problems)));
    }

    private void check(WorkflowId caller, SubWorkflowCall call, Problems problems) {
        if (!neighbours.exists(call.workflow())) {
            problems.add(call.location(), missing(call.workflow()));
            return;
        }
        neighbours.find(call.workflow()).ifPresent(called -> checkFit(call, called, problems));
        List<WorkflowId> back = way(call.workflow(), caller);
        List<WorkflowId> deep = back.isEmpty() ? tooDeep(call.workflow()) : List.of();
        if (!back.isEmpty()) {
            problems.add(
                    call.location(),
                    "the sub-workflow \"" + call.workflow() + "\" leads back to \"" + caller + "\": " + caller + " → "
                            + joined(back) + " (expected an end)");
        } else if (!deep.isEmpty()) {
            problems.add(
                    call.location(),
                    "the sub-workflow \"" + call.workflow() + "\" leads more than " + depth + " workflows deep: "
                            + caller + " → " + joined(deep));
        }
    }

    private String missing(WorkflowId workflow) {
        Collection<String> names = neighbours.names();
        String more = names.size() > MOST_LISTED ? ", …" : "";
        return "there is no workflow \"" + workflow + "\" in " + WorkflowTree.WORKFLOWS_FOLDER + "/ (expected one of: "
                + String.join(", ", names.stream().limit(MOST_LISTED).toList()) + more + ")"
                + Nearest.hint(workflow.value(), names);
    }

    private static void checkFit(SubWorkflowCall call, WorkflowInterface called, Problems problems) {
        String name = "the sub-workflow \"" + call.workflow() + "\"";
        for (String input : new TreeSet<>(call.inputs())) {
            if (!called.inputs().contains(input)) {
                problems.add(
                        call.location(),
                        name + " declares no input \"" + input + "\" (" + expected(called.inputs()) + ")"
                                + Nearest.hint(input, called.inputs()));
            }
        }
        for (String input : new TreeSet<>(called.required())) {
            if (!call.inputs().contains(input) && !call.offered().contains(input)) {
                problems.add(
                        call.location(),
                        name + " needs the input \"" + input
                                + "\" (expected it here, or a default or optional: true in "
                                + WorkflowTree.WORKFLOWS_FOLDER + "/" + call.workflow() + "/workflow.yml)");
            }
        }
        for (String output : new TreeSet<>(call.outputs())) {
            if (!called.outputs().contains(output)) {
                problems.add(
                        call.location(),
                        name + " has no output \"" + output + "\" (" + expected(called.outputs()) + ")"
                                + Nearest.hint(output, called.outputs()));
            }
        }
    }

    private static String expected(Set<String> names) {
        return names.isEmpty() ? "it has none" : "expected one of: " + String.join(", ", new TreeSet<>(names));
    }

    /** A shortest way along the calls, both ends included; empty when there is none. */
    private List<WorkflowId> way(WorkflowId from, WorkflowId to) {
        Map<WorkflowId, Step> reached = new HashMap<>();
        Deque<Step> open = new ArrayDeque<>(List.of(new Step(from, null)));
        while (!open.isEmpty()) {
            Step next = open.remove();
            if (next.workflow().equals(to)) {
                return next.way();
            }
            for (WorkflowId callee : callees(next.workflow())) {
                Step step = new Step(callee, next);
                if (reached.putIfAbsent(callee, step) == null) {
                    open.add(step);
                }
            }
        }
        return List.of();
    }

    /** A way that has more workflows than may run inside each other; empty when there is none. */
    private List<WorkflowId> tooDeep(WorkflowId from) {
        Map<WorkflowId, Step> level = Map.of(from, new Step(from, null));
        for (int count = 1; count <= depth && !level.isEmpty(); count++) {
            Map<WorkflowId, Step> below = new TreeMap<>();
            level.values()
                    .forEach(step -> callees(step.workflow())
                            .forEach(callee -> below.putIfAbsent(callee, new Step(callee, step))));
            level = below;
        }
        return level.values().stream()
                .map(Step::way)
                .filter(CallChecks::hasNoCircle)
                .findFirst()
                .orElse(List.of());
    }

    /** A circle is a problem of its own, in the files that it goes through. */
    private static boolean hasNoCircle(List<WorkflowId> way) {
        return new HashSet<>(way).size() == way.size();
    }

    private List<WorkflowId> callees(WorkflowId workflow) {
        return neighbours
                .find(workflow)
                .map(found -> found.calls().stream()
                        .map(SubWorkflowCall::workflow)
                        .distinct()
                        .toList())
                .orElse(List.of());
    }

    /** A workflow, and the one that was before it on the way. */
    private record Step(WorkflowId workflow, @Nullable Step before) {
        List<WorkflowId> way() {
            List<WorkflowId> way = new ArrayList<>();
            for (Step step = this; step != null; step = step.before()) {
                way.add(step.workflow());
            }
            Collections.reverse(way);
            return way;
        }
    }

    private static String joined(List<WorkflowId> way) {
        return String.join(" → ", way.stream().map(WorkflowId::value).toList());
    }
}
