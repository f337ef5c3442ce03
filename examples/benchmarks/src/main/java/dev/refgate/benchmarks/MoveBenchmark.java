package dev.refgate.benchmarks;

import dev.refgate.Promotions;
import dev.refgate.Refgate;
import dev.refgate.promotion.Actor;
import dev.refgate.promotion.PlanRequest;
import dev.refgate.promotion.PromoteOptions;
import dev.refgate.promotion.RollbackRequest;
import dev.refgate.repository.WorkflowId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Promotion and rollback of one workflow among many, plan and move together; and the same move by Git's own commands, each a
 * process. Each round moves another workflow, which nobody moved for as long as possible.
 */
final class MoveBenchmark {
    private static final int ROUNDS = 60;
    private static final double TARGET = 50;
    private static final String STAGING = "refs/heads/env/staging";
    private static final Actor ADA = Actor.claimed("Ada", "ada@example.com");

    /** How large a repository is. */
    private record Size(int workflows, int commits, int deployments) {}

    private static final List<Size> SIZES = List.of(
            new Size(1_000, 1, 1), new Size(1_000, 20_000, 1), new Size(1_000, 1, 1_000), new Size(10_000, 1, 1));

    void run() throws IOException {
        System.out.printf(
                "%n## Moves of one workflow, in process, local, ms: median of the last %d of %d, JDK %d, %s%n%n",
                ROUNDS / 2, ROUNDS, Runtime.version().feature(), Machine.load());
        System.out.println(
                "| workflows | commits | deployments | promote it | its processor time | promote all, it differs | roll it back"
                        + " | a page of 20 deployments | Git's commands | promote it: target |");
        System.out.println("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
        for (Size size : SIZES) {
            measure(size);
        }
    }

    private static void measure(Size size) throws IOException {
        try (GeneratedHistory repository = GeneratedHistory.create(size.workflows(), size.commits());
                Refgate refgate = Refgate.open(repository.path(), Refgate.Options.defaults())) {
            Promotions promotions = refgate.promotions();
            promote(promotions, PlanRequest.all("staging"));
            for (int i = 1; i < size.deployments(); i++) {
                repository.change(i);
                promote(promotions, PlanRequest.all("staging"));
            }
            Times one = Times.of(
                    ROUNDS,
                    repository::change,
                    round -> promote(promotions, PlanRequest.of("staging", workflow(round))));
            Times all = Times.of(
                    ROUNDS,
                    round -> repository.change(ROUNDS + round),
                    round -> promote(promotions, PlanRequest.all("staging")));
            Times back = Times.of(
                    ROUNDS,
                    round -> promotions.rollback(RollbackRequest.steps("staging", 1), ADA, Optional.empty(), false));
            Times page = Times.of(ROUNDS, round -> promotions.deployments("staging", Optional.empty(), 20));
            Times git = Times.of(
                    ROUNDS,
                    round -> repository.change(2 * ROUNDS + round),
                    round -> promote(repository, 2 * ROUNDS + round));
            System.out.printf(
                    "| %,d | %,d | %,d | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %s |%n",
                    size.workflows(),
                    size.commits(),
                    size.deployments(),
                    one.warm(),
                    one.processor(),
                    all.warm(),
                    back.warm(),
                    page.warm(),
                    git.warm(),
                    Report.atMost(one.warm(), TARGET));
        }
    }

    private static WorkflowId workflow(int number) {
        return new WorkflowId(GeneratedHistory.workflow(number));
    }

    private static void promote(Promotions promotions, PlanRequest request) {
        if (promotions
                .promote(promotions.plan(request), PromoteOptions.by(ADA))
                .deployment()
                .isEmpty()) {
            throw new IllegalStateException("nothing was promoted");
        }
    }

    /** What a careful script would do: an index of its own, one folder replaced, and compare-and-set of the ref. */
    private static void promote(GeneratedHistory repository, int number) {
        Git git = repository.git();
        Path index = repository.path().resolve(".git/benchmark-index");
        Map<String, String> variables = Map.of("GIT_INDEX_FILE", index.toString());
        String folder = GeneratedHistory.folder(number);
        String old = git.run("rev-parse", STAGING);
        git.runWith("", variables, "read-tree", old);
        git.runWith("", variables, "rm", "-r", "--cached", "--quiet", "--", folder);
        git.runWith("", variables, "read-tree", "--prefix=" + folder + "/", "main:" + folder);
        String tree = git.runWith("", variables, "write-tree");
        String commit = git.run("commit-tree", tree, "-p", old, "-m", "Promote " + folder);
        git.run("update-ref", STAGING, commit, old);
    }
}
