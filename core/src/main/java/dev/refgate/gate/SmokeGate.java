package dev.refgate.gate;

import dev.refgate.client.EnvironmentAnswer;
import dev.refgate.client.RefgateClient;
import dev.refgate.gate.SuitesUnderTest.SuiteUnderTest;
import dev.refgate.policy.Gate;
import dev.refgate.promotion.GateResult;
import dev.refgate.promotion.GateResult.State;
import dev.refgate.promotion.PromotionPlan;
import dev.refgate.test.CaseResult;
import dev.refgate.test.Failure;
import dev.refgate.test.SmokeRunner;
import dev.refgate.test.TestCase;
import dev.refgate.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The gate of type smoke: the live tests of every workflow that a plan brings pass in an environment that has the very
 * content. A workflow without a live test does not pass: nothing was seen of it.
 */
final class SmokeGate {
    private static final int SHOWN = 3;
    private static final int ID_SHOWN = 12;

    private final Optional<RefgateClient> server;
    private final SuitesUnderTest suites;

    SmokeGate(Optional<RefgateClient> server, SuitesUnderTest suites) {
        this.server = server;
        this.suites = suites;
    }

    GateResult ask(Gate.Smoke gate, PromotionPlan plan) {
        if (server.isEmpty()) {
            return new GateResult(
                    gate.type(),
                    State.ERROR,
                    "no server to run the live tests on (expected --server URL, or REFGATE_SERVER)");
        }
        List<SuiteUnderTest> under = suites.of(plan);
        if (under.isEmpty()) {
            return new GateResult(gate.type(), State.PASSED, "nothing to test: workflows are only deleted");
        }
        String untested = under.stream()
                .filter(each -> each.suite().cases().stream().noneMatch(TestCase::live))
                .map(each -> each.suite().workflow().id().value())
                .collect(Collectors.joining(", "));
        if (!untested.isEmpty()) {
            return new GateResult(
                    gate.type(),
                    State.FAILED,
                    "without a live test: " + untested
                            + " (expected one in tests/*.yml of each workflow, with live: true)");
        }
        requireEnvironment(server.get(), gate.environment());
        return judged(gate, server.get(), under, results(server.get(), gate, under));
    }

    /** Finds out first whether there is a server that has the environment, so that this is not told of every test. */
    private static void requireEnvironment(RefgateClient client, String name) {
        EnvironmentAnswer environment = client.environments().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UnusableServerException(client.server() + " has no environment " + name));
        environment.error().ifPresent(error -> {
            throw new UnusableServerException(client.server() + ": environment " + name + ": " + error);
        });
    }

    private static List<CaseResult> results(RefgateClient client, Gate.Smoke gate, List<SuiteUnderTest> under) {
        SmokeRunner runner = new SmokeRunner(client, gate.environment());
        List<CaseResult> results = new ArrayList<>();
        for (SuiteUnderTest each : under) {
            each.suite().cases().stream()
                    .filter(TestCase::live)
                    .forEach(test -> results.add(runner.run(each.suite(), test, each.verification())));
        }
        return results;
    }

    private static GateResult judged(
            Gate.Smoke gate, RefgateClient client, List<SuiteUnderTest> under, List<CaseResult> results) {
        List<CaseResult> failed =
                results.stream().filter(each -> !each.passed()).toList();
        String where = " in " + gate.environment() + " at " + client.server();
        if (failed.isEmpty()) {
            String tests = results.size() == 1 ? "1 test passed" : results.size() + " tests passed";
            return new GateResult(gate.type(), State.PASSED, Evidence.of(tests + where + ": " + verified(under)));
        }
        String which = failed.stream().limit(SHOWN).map(SmokeGate::line).collect(Collectors.joining("; "));
        String more = failed.size() > SHOWN ? "; and " + (failed.size() - SHOWN) + " more" : "";
        return new GateResult(
                gate.type(),
                State.FAILED,
                Evidence.of(failed.size() + " of " + results.size() + " tests failed" + where + ": " + which + more));
    }

    private static String verified(List<SuiteUnderTest> under) {
        return under.stream()
                .map(each -> name(each.suite().workflow()) + " "
                        + each.verification().hex().substring(0, ID_SHOWN))
                .collect(Collectors.joining(", "));
    }

    private static String name(Workflow workflow) {
        return workflow.id().value();
    }

    private static String line(CaseResult result) {
        Failure first = result.failures().get(0);
        return result.workflow() + ": " + result.testCase().name() + ": " + first.what() + " expected "
                + first.expected() + ", found " + first.actual();
    }
}
