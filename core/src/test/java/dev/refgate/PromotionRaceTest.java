package dev.refgate;

import static dev.refgate.PromotionFixture.ADA;
import static dev.refgate.PromotionFixture.TRIAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.error.ConflictException;
import dev.refgate.promotion.MoveResult;
import dev.refgate.promotion.MoveResult.Outcome;
import dev.refgate.promotion.PlanRequest;
import dev.refgate.promotion.PromoteOptions;
import dev.refgate.promotion.PromotionPlan;
import dev.refgate.promotion.RollbackRequest;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sixteen at once, each with a repository of its own opened, as processes have. */
final class PromotionRaceTest {
    private static final int MANY = 16;

    @TempDir
    Path folder;

    private PromotionFixture team;

    @BeforeEach
    void create() {
        team = PromotionFixture.create(folder.resolve("repo"));
    }

    @AfterEach
    void close() {
        team.close();
    }

    /** What each did: its outcome, or {@code STALE}. */
    private List<String> atOnce(IntFunction<PlanRequest> requests) throws Exception {
        CyclicBarrier planned = new CyclicBarrier(MANY);
        List<Callable<String>> tasks = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            PlanRequest request = requests.apply(i);
            tasks.add(() -> {
                try (Refgate own = team.another()) {
                    PromotionPlan plan = own.promotions().plan(request);
                    planned.await(60, TimeUnit.SECONDS);
                    return own.promotions()
                            .promote(plan, PromoteOptions.by(ADA))
                            .outcome()
                            .name();
                } catch (ConflictException e) {
                    return "STALE";
                }
            });
        }
        return run(tasks);
    }

    private static List<String> run(List<Callable<String>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            List<String> outcomes = new ArrayList<>();
            for (Future<String> future : threads.invokeAll(tasks, 120, TimeUnit.SECONDS)) {
                outcomes.add(future.get());
            }
            return outcomes;
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /** Every commit on the empty root has one parent, the one before it. */
    private void assertLinear(int deployments) {
        List<String> commits =
                team.git.git("rev-list", "--parents", "env/staging").lines().toList();
        assertThat(commits).hasSize(deployments + 1);
        for (int i = 0; i < deployments; i++) {
            assertThat(commits.get(i))
                    .hasSize(81)
                    .endsWith(" " + commits.get(i + 1).substring(0, 40));
        }
        assertThat(team.deployments("staging")).hasSize(deployments).noneMatch(each -> each.external());
        team.fsck();
    }

    @Test
    void differentWorkflowsAllLand() throws Exception {
        List<WorkflowId> workflows =
                IntStream.range(0, MANY).mapToObj(i -> new WorkflowId("w" + i)).toList();
        workflows.forEach(workflow -> team.change(workflow, "one"));

        List<String> outcomes = atOnce(i -> PlanRequest.of("staging", workflows.get(i)));

        assertThat(outcomes).hasSize(MANY).containsOnly(Outcome.DEPLOYED.name());
        assertThat(team.git.git("diff", "--stat", "main", "env/staging", "--", "workflows"))
                .isEmpty();
        assertLinear(MANY);
    }

    @Test
    void ofTheSameContentOneLandsAndTheOthersFindItDone() throws Exception {
        team.change(TRIAGE, "one");

        List<String> outcomes = atOnce(i -> PlanRequest.of("staging", TRIAGE));

        assertThat(outcomes).hasSize(MANY).containsOnlyOnce(Outcome.DEPLOYED.name());
        assertThat(Collections.frequency(outcomes, Outcome.NOTHING_TO_DO.name()))
                .isEqualTo(MANY - 1);
        assertLinear(1);
    }

    @Test
    void ofDifferentContentsOfOneWorkflowOneLandsAndTheOthersAreStale() throws Exception {
        List<CommitId> revisions = IntStream.range(0, MANY)
                .mapToObj(i -> team.change(TRIAGE, "v" + i))
                .toList();

        List<String> outcomes = atOnce(i -> PlanRequest.of("staging", TRIAGE).at(revisions.get(i)));

        assertThat(outcomes).hasSize(MANY).containsOnlyOnce(Outcome.DEPLOYED.name());
        assertThat(Collections.frequency(outcomes, "STALE")).isEqualTo(MANY - 1);
        assertThat(team.says("env/staging", TRIAGE)).contains("v" + outcomes.indexOf(Outcome.DEPLOYED.name()));
        assertLinear(1);
    }

    @Test
    void ofRollbacksToOneDeploymentOneLands() throws Exception {
        team.change(TRIAGE, "v0");
        String first = team.promote("staging").id();
        for (int i = 1; i < 4; i++) {
            team.change(TRIAGE, "v" + i);
            team.promote("staging");
        }
        CyclicBarrier start = new CyclicBarrier(MANY);
        List<Callable<String>> tasks = Collections.nCopies(MANY, () -> {
            try (Refgate own = team.another()) {
                start.await(60, TimeUnit.SECONDS);
                MoveResult result =
                        own.promotions().rollback(RollbackRequest.to("staging", first), ADA, Optional.empty(), false);
                return result.outcome().name();
            } catch (ConflictException e) {
                return "STALE";
            }
        });

        List<String> outcomes = run(tasks);

        assertThat(outcomes).containsOnlyOnce(Outcome.DEPLOYED.name());
        assertThat(team.says("env/staging", TRIAGE)).contains("v0");
        assertLinear(5);
    }
}
