package dev.refgate;

import dev.refgate.environment.Settings;
import dev.refgate.promotion.Actor;
import dev.refgate.promotion.PlanRequest;
import dev.refgate.promotion.PromoteOptions;
import dev.refgate.promotion.RollbackRequest;
import dev.refgate.repository.WorkflowId;
import dev.refgate.run.RunLimits;
import dev.refgate.testing.GitRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntConsumer;

/** How long it takes to promote one of 10,000 workflows, and to take that back. To be run by hand. */
final class PromotionBenchmark {
    private static final int WORKFLOWS = 10_000;
    private static final int ROUNDS = 60;
    private static final WorkflowId ONE = new WorkflowId("w5000");
    private static final Actor ADA = Actor.claimed("Ada", "ada@example.com");

    private PromotionBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("promotion-benchmark");
        GitRepo git = GitRepo.createBare(folder);
        git.gitWithInput(firstCommit(), "fast-import", "--quiet");
        Refgate.Options options =
                new Refgate.Options(Optional.empty(), Settings.none(), RunLimits.DEFAULT, Clock.systemUTC());
        try (Refgate refgate = Refgate.open(folder, options)) {
            Promotions promotions = refgate.promotions();
            System.out.printf(
                    "all %,d: %d ms%n", WORKFLOWS, millis(() -> promote(promotions, PlanRequest.all("staging"))));
            measure(
                    "promote one",
                    round -> {
                        String change = "commit refs/heads/main\ncommitter A <a@b> 1767225600 +0000\ndata 1\nx\n"
                                + "from refs/heads/main^0\n" + file(ONE.value(), "round " + round) + "\n";
                        git.gitWithInput(change, "fast-import", "--quiet");
                    },
                    round -> promote(promotions, PlanRequest.of("staging", ONE)));
            measure("roll back one step", round -> {}, round -> {
                if (round < ROUNDS - 2) {
                    promotions.rollback(RollbackRequest.steps("staging", 1), ADA, Optional.empty(), false);
                }
            });
        }
        git.git("fsck", "--strict", "--no-dangling");
        System.out.println(folder);
    }

    private static void promote(Promotions promotions, PlanRequest request) {
        promotions
                .promote(promotions.plan(request), PromoteOptions.by(ADA))
                .deployment()
                .orElseThrow();
    }

    private static void measure(String what, IntConsumer prepare, IntConsumer step) {
        long[] times = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            prepare.accept(round);
            int now = round;
            times[round] = millis(() -> step.accept(now));
        }
        long[] warm = Arrays.copyOfRange(times, ROUNDS / 2, ROUNDS);
        Arrays.sort(warm);
        System.out.printf(
                "%s: first %d ms, then median %d ms, slowest %d ms%n",
                what, times[0], warm[warm.length / 2], warm[warm.length - 1]);
    }

    private static long millis(Runnable task) {
        long start = System.nanoTime();
        task.run();
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static String firstCommit() {
        StringBuilder out =
                new StringBuilder("commit refs/heads/main\ncommitter A <a@b> 1767225600 +0000\ndata 1\nx\n");
        out.append(inline("refgate.yml", PromotionFixture.POLICY));
        for (int i = 0; i < WORKFLOWS; i++) {
            out.append(file("w" + i, "first " + i));
        }
        return out.append('\n').toString();
    }

    private static String file(String workflow, String text) {
        return inline("workflows/" + workflow + "/workflow.yml", SampleRepository.greeting(text));
    }

    private static String inline(String path, String content) {
        return "M 100644 inline " + path + "\ndata " + content.length() + "\n" + content + "\n";
    }
}
