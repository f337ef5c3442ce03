package dev.refgate.test;

import dev.refgate.workflow.Block;
import dev.refgate.workflow.Edge;
import dev.refgate.workflow.Workflow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares what came of a run with what a test expects. */
final class CaseCheck {
    private static final String NOTHING = "nothing there";

    private final TestCase testCase;
    private final Observation observed;
    private final List<Failure> failures = new ArrayList<>();

    private CaseCheck(TestCase testCase, Observation observed) {
        this.testCase = testCase;
        this.observed = observed;
    }

    static CaseResult check(Workflow workflow, TestCase testCase, Observation observed) {
        CaseCheck check = new CaseCheck(testCase, observed);
        check.status();
        testCase.expectation().path().ifPresent(path -> check.path(path, workflow));
        testCase.expectation().outputs().ifPresent(check::outputs);
        testCase.assertions().forEach(check::assertion);
        return new CaseResult(
                workflow.id(), testCase, check.failures, observed.ran(), observed.outputs(), observed.duration());
    }

    private void status() {
        String expected = testCase.expectation().status();
        if (!expected.equals(observed.status())) {
            failures.add(new Failure(
                    "status",
                    expected,
                    observed.status()
                            + observed.error().map(error -> ": " + error).orElse("")));
        }
    }

    private void path(List<String> expected, Workflow workflow) {
        List<String> actual = observed.path();
        boolean same = expected.size() == actual.size() && new HashSet<>(expected).equals(new HashSet<>(actual));
        if (!same || !isInOrder(expected, workflow)) {
            failures.add(new Failure("path", String.join(", ", expected), String.join(", ", actual)));
        }
    }

    /** Blocks that do not depend on each other end in any order, so only an order that the graph forbids is wrong. */
    private static boolean isInOrder(List<String> path, Workflow workflow) {
        Map<String, List<String>> needs = new HashMap<>();
        for (Block block : workflow.blocks()) {
            needs.put(block.id(), block.needs().stream().map(Edge::source).toList());
        }
        for (int i = 0; i < path.size(); i++) {
            Set<String> upstream = upstream(path.get(i), needs);
            if (path.subList(i + 1, path.size()).stream().anyMatch(upstream::contains)) {
                return false;
            }
        }
        return true;
    }

    private static Set<String> upstream(String block, Map<String, List<String>> needs) {
        Set<String> found = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(needs.getOrDefault(block, List.of()));
        while (!open.isEmpty()) {
            String next = open.pop();
            if (found.add(next)) {
                open.addAll(needs.getOrDefault(next, List.of()));
            }
        }
        return found;
    }

    private void outputs(Map<String, Object> expected) {
        compare("outputs", expected, observed.outputs());
    }

    private void compare(String path, @Nullable Object expected, @Nullable Object actual) {
        if (expected instanceof Map<?, ?> wanted && actual instanceof Map<?, ?> found) {
            for (Map.Entry<?, ?> entry : wanted.entrySet()) {
                String inner = path + "." + entry.getKey();
                if (found.containsKey(entry.getKey())) {
                    compare(inner, entry.getValue(), found.get(entry.getKey()));
                } else {
                    failures.add(new Failure(inner, Values.json(entry.getValue()), NOTHING));
                }
            }
            if (testCase.expectation().strict()) {
                found.forEach((key, value) -> {
                    if (!wanted.containsKey(key)) {
                        failures.add(new Failure(path + "." + key, NOTHING, Values.json(value)));
                    }
                });
            }
        } else if (expected instanceof List<?> wanted
                && actual instanceof List<?> found
                && wanted.size() == found.size()) {
            for (int i = 0; i < wanted.size(); i++) {
                compare(path + "[" + i + "]", wanted.get(i), found.get(i));
            }
        } else if (!Values.equal(expected, actual)) {
            failures.add(new Failure(path, Values.json(expected), Values.json(actual)));
        }
    }

    private void assertion(Assertion assertion) {
        assertion.check(observed).ifPresent(failures::add);
    }
}
