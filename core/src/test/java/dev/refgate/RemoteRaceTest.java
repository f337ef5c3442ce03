package dev.refgate;

import static dev.refgate.PromotionFixture.TRIAGE;
import static dev.refgate.RemoteFixture.promote;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.error.ConflictException;
import dev.refgate.promotion.MoveResult.Outcome;
import dev.refgate.promotion.PlanRequest;
import dev.refgate.promotion.PromoteOptions;
import dev.refgate.promotion.PromotionPlan;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many at once on one remote: from one mirror that they share, and from mirrors of their own, as CI runs have. */
final class RemoteRaceTest {
    private static final int MANY = 8;

    @TempDir
    Path folder;

    private RemoteFixture team;

    @BeforeEach
    void create() {
        team = RemoteFixture.create(folder);
    }

    /** What each did: its outcome, or {@code STALE}. */
    private List<String> atOnce(boolean shared, IntFunction<PlanRequest> requests) throws Exception {
        CyclicBarrier planned = new CyclicBarrier(MANY);
        List<Callable<String>> tasks = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            PlanRequest request = requests.apply(i);
            String mirror = shared ? "shared" : "own" + i;
            tasks.add(() -> {
                try (Refgate own = team.open(mirror)) {
                    PromotionPlan plan = own.promotions().plan(request);
                    planned.await(60, TimeUnit.SECONDS);
                    return own.promotions()
                            .promote(plan, PromoteOptions.by(PromotionFixture.ADA))
                            .outcome()
                            .name();
                } catch (ConflictException e) {
                    return "STALE";
                }
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(MANY);
        try {
            List<String> outcomes = new ArrayList<>();
            for (Future<String> future : threads.invokeAll(tasks, 180, TimeUnit.SECONDS)) {
                outcomes.add(future.get());
            }
            return outcomes;
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void differentWorkflowsAllLand(boolean shared) throws Exception {
        List<WorkflowId> workflows =
                IntStream.range(0, MANY).mapToObj(i -> new WorkflowId("w" + i)).toList();
        workflows.forEach(workflow -> team.change(workflow, "one"));

        List<String> outcomes = atOnce(shared, i -> PlanRequest.of("staging", workflows.get(i)));

        assertThat(outcomes).hasSize(MANY).containsOnly(Outcome.DEPLOYED.name());
        team.check("staging", MANY);
    }

    @Test
    void ofTheSameContentOneLandsAndTheOthersFindItDone() throws Exception {
        List<String> outcomes = atOnce(false, i -> PlanRequest.of("staging", TRIAGE));

        assertThat(outcomes).containsOnlyOnce(Outcome.DEPLOYED.name());
        assertThat(Collections.frequency(outcomes, Outcome.NOTHING_TO_DO.name()))
                .isEqualTo(MANY - 1);
        team.check("staging", 1);
    }

    @Test
    void ofDifferentContentsOneLandsAndTheOthersAreStale() throws Exception {
        List<CommitId> revisions = IntStream.range(0, MANY)
                .mapToObj(i -> new CommitId(team.change(TRIAGE, "v" + i)))
                .toList();

        List<String> outcomes =
                atOnce(true, i -> PlanRequest.of("staging", TRIAGE).at(revisions.get(i)));

        assertThat(outcomes).containsOnlyOnce(Outcome.DEPLOYED.name());
        assertThat(Collections.frequency(outcomes, "STALE")).isEqualTo(MANY - 1);
        team.check("staging", 1);
    }

    @Test
    void tagsMoveOneAfterTheOther() throws Exception {
        team = RemoteFixture.create(
                folder.resolve("tags"), PromotionFixture.POLICY.replace("refs/heads/env/staging", "refs/tags/staging"));

        List<String> outcomes = atOnce(false, i -> PlanRequest.all("staging"));

        assertThat(outcomes).containsOnlyOnce(Outcome.DEPLOYED.name());
        assertThat(Collections.frequency(outcomes, Outcome.NOTHING_TO_DO.name()))
                .isEqualTo(MANY - 1);
        assertThat(team.remote.git("tag", "--list")).isEqualTo("deployments/staging/1\nstaging");
        team.change(TRIAGE, "two");
        try (Refgate refgate = team.open("own0")) {
            promote(refgate, "staging");
        }
        assertThat(team.remote.git("tag", "--list", "deployments/*")).endsWith("deployments/staging/2");
    }
}
