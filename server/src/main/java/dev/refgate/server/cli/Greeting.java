package dev.refgate.server.cli;

import dev.refgate.EnvironmentState;
import dev.refgate.PolicyState;
import dev.refgate.Refgate;
import dev.refgate.Summaries;
import dev.refgate.Target;
import dev.refgate.WorkflowState;
import dev.refgate.error.RefgateException;
import dev.refgate.report.Sheet;
import dev.refgate.server.mirror.MirrorStatus;
import dev.refgate.server.schedule.ScheduleStorage;
import dev.refgate.workflow.Schedule;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What {@code serve} says when it is ready. */
final class Greeting {
    private Greeting() {}

    static void print(ServedRepository served, String address, Storage kept, PrintStream out) {
        out.println("Refgate serves " + served.shown());
        served.following().upstream().status().ifPresent(status -> printAge(status, out));
        boolean keys = kept.access().asksForKeys();
        out.println("Address: " + address
                + (keys
                        ? " (callers need a key: refgate key create)"
                        : " (no keys: for programs on this machine alone)"));
        kept.firstKey().ifPresent(key -> out.println("Admin key, shown only now: " + key));
        out.println("Run log: " + kept.place());
        if (kept.schedules() == null && hasSchedules(served.refgate())) {
            out.println("Schedules start nothing: " + ScheduleStorage.NONE);
        }
        try {
            printEnvironments(served.refgate(), address, keys, out);
        } catch (RefgateException e) {
            out.println("Not ready, nothing can be run: " + e.getMessage());
        }
        out.flush();
    }

    private static boolean hasSchedules(Refgate refgate) {
        try {
            return refgate.triggers().stream().anyMatch(state -> state.trigger() instanceof Schedule);
        } catch (RefgateException e) {
            return false;
        }
    }

    private static void printAge(MirrorStatus status, PrintStream out) {
        out.println(
                "Copy: fetched at " + status.fetchedAt().map(Instant::toString).orElse("an unknown time"));
        status.staleBecause().ifPresent(reason -> out.println("Stale: " + reason));
    }

    private static void printEnvironments(Refgate refgate, String address, boolean keys, PrintStream out) {
        PolicyState policy = refgate.policy();
        List<EnvironmentState> environments = refgate.environments();
        out.println("Source: " + policy.policy().source() + ", refgate.yml of "
                + policy.commit().abbreviated());
        policy.staleBecause().ifPresent(reason -> out.println("Stale: " + reason));
        out.println();
        out.print(new Sheet(List.of(Summaries.environments(environments))).text());
        out.println();
        environments.stream()
                .filter(state -> state.commit().isPresent())
                .reduce((earlier, later) -> later)
                .ifPresent(
                        state -> out.println(sample(refgate, state.environment().name(), address, keys)));
    }

    private static String sample(Refgate refgate, String environment, String address, boolean keys) {
        String workflow = firstWorkflow(refgate, environment).orElse("WORKFLOW");
        String key = keys ? "-H \"Authorization: Bearer $REFGATE_KEY\" " : "";
        return """
                Try:
                  curl -s %s"%s/v2/workflows?environment=%s"
                  curl -s %s-X POST "%s/v2/workflows/%s/execute?environment=%s" \\
                    -H 'Content-Type: application/json' -d '{"inputs": {}}'""".formatted(key, address, environment, key, address, workflow, environment);
    }

    private static Optional<String> firstWorkflow(Refgate refgate, String environment) {
        try {
            return refgate.workflows(Target.environment(environment), Optional.empty(), 1).stream()
                    .map(WorkflowState::id)
                    .map(Object::toString)
                    .findFirst();
        } catch (RefgateException e) {
            return Optional.empty();
        }
    }
}
