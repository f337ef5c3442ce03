package dev.refgate;

import static dev.refgate.PromotionFixture.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.error.NotFoundException;
import dev.refgate.promotion.Action;
import dev.refgate.promotion.Deployment;
import dev.refgate.promotion.GateRefusedException;
import dev.refgate.promotion.Move;
import dev.refgate.promotion.PlanRequest;
import dev.refgate.promotion.PromoteOptions;
import dev.refgate.promotion.RollbackRequest;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is on hold after anything that teams do, against a reading of the whole ledger. */
final class HoldsTest {
    private static final String ENVIRONMENT = "staging";
    private static final String BRANCH = "refs/heads/env/staging";
    private static final int STEPS = 45;
    private static final List<WorkflowId> WORKFLOWS = List.of(
            new WorkflowId("one"),
            new WorkflowId("two"),
            new WorkflowId("three"),
            new WorkflowId("four"),
            new WorkflowId("five"));

    @TempDir
    Path folder;

    private PromotionFixture team;

    @BeforeEach
    void create() {
        team = PromotionFixture.create(folder.resolve("repo"));
        WORKFLOWS.forEach(workflow -> team.change(workflow, "v0"));
    }

    @AfterEach
    void close() {
        team.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void areWhatTheWholeLedgerSays(int seed) {
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            WorkflowId workflow = WORKFLOWS.get(Math.min(random.nextInt(8), WORKFLOWS.size() - 1));
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> promote(workflow, "v" + random.nextInt(3), random.nextBoolean());
                case 4, 5, 6 -> rollBack(workflow);
                case 7 -> team.promotions().release(ENVIRONMENT, List.of(workflow), ADA, Optional.empty());
                case 8 -> byHand(workflow, "v" + random.nextInt(3));
                default -> merge(workflow);
            }
            assertThat(team.promotions().holds(ENVIRONMENT))
                    .as("step " + step)
                    .isEqualTo(holds(team.deployments(ENVIRONMENT)));
        }
        team.fsck();
    }

    private static Map<WorkflowId, Set<ContentId>> holds(List<Deployment> newestFirst) {
        Map<WorkflowId, Set<ContentId>> holds = new TreeMap<>();
        Set<WorkflowId> decided = new HashSet<>();
        for (Deployment deployment : newestFirst) {
            for (Move move : deployment.moves()) {
                if (!decided.contains(move.workflow()) && deployment.action() == Action.ROLLBACK) {
                    move.from()
                            .ifPresent(content -> holds.computeIfAbsent(move.workflow(), absent -> new HashSet<>())
                                    .add(content));
                } else {
                    decided.add(move.workflow());
                }
            }
        }
        return holds;
    }

    private void promote(WorkflowId workflow, String text, boolean release) {
        team.change(workflow, text);
        PlanRequest request = PlanRequest.of(ENVIRONMENT, workflow);
        PromoteOptions options = PromoteOptions.by(ADA);
        try {
            team.promotions()
                    .promote(
                            team.promotions().plan(release ? request.releasingHolds() : request),
                            release ? options.releasingHolds() : options);
        } catch (GateRefusedException onHold) {
            assertThat(onHold).hasMessageContaining("gate hold failed");
        }
    }

    private void rollBack(WorkflowId workflow) {
        try {
            team.promotions().rollback(RollbackRequest.steps(ENVIRONMENT, 1, workflow), ADA, Optional.empty(), false);
        } catch (NotFoundException nothingToGoBackTo) {
            assertThat(nothingToGoBackTo).hasMessageContaining("steps: 1");
        }
    }

    /** A commit without a record. */
    private void byHand(WorkflowId workflow, String text) {
        commit(workflow, text, "-m", "by hand");
    }

    /** Takes over what the source branch says, with a second parent, as a merged pull request has. */
    private void merge(WorkflowId workflow) {
        commit(workflow, "merged", "-p", "refs/heads/main", "-m", "Merge by hand");
    }

    private void commit(WorkflowId workflow, String text, String... more) {
        if (team.git.git("for-each-ref", BRANCH).isEmpty()) {
            return;
        }
        String blob = team.git.gitWithInput(SampleRepository.greeting(text), "hash-object", "-w", "--stdin");
        String folderTree = team.git.gitWithInput("100644 blob " + blob + "\tworkflow.yml\n", "mktree");
        Map<String, String> entries = new TreeMap<>();
        team.git
                .git("ls-tree", BRANCH, "workflows/")
                .lines()
                .map(line -> line.replace("\tworkflows/", "\t"))
                .forEach(line -> entries.put(line.substring(line.indexOf('\t') + 1), line));
        entries.put(workflow.value(), "040000 tree " + folderTree + "\t" + workflow);
        String workflows = team.git.gitWithInput(String.join("\n", entries.values()) + "\n", "mktree");
        String root = team.git.gitWithInput("040000 tree " + workflows + "\tworkflows\n", "mktree");
        String[] command = IntStream.range(0, 4 + more.length)
                .mapToObj(
                        i -> i < 4 ? List.of("commit-tree", root, "-p", BRANCH).get(i) : more[i - 4])
                .toArray(String[]::new);
        team.git.updateRef(BRANCH, team.git.git(command));
    }
}
