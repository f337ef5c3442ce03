package dev.refgate;

import static dev.refgate.PromotionFixture.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.promotion.GateRefusedException;
import dev.refgate.promotion.GateResult;
import dev.refgate.promotion.Move;
import dev.refgate.promotion.PlanRequest;
import dev.refgate.promotion.PromoteOptions;
import dev.refgate.promotion.PromotionPlan;
import dev.refgate.repository.WorkflowId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workflows that run others move with what they were verified with. */
class PromotionDependenciesTest {
    private static final WorkflowId TRIAGE = new WorkflowId("triage");
    private static final WorkflowId ENRICH = new WorkflowId("enrich");
    private static final WorkflowId LOOKUP = new WorkflowId("lookup");
    private static final WorkflowId ALONE = new WorkflowId("alone");

    private PromotionFixture team;

    @BeforeEach
    void everythingIsInStaging(@TempDir Path folder) {
        team = PromotionFixture.create(folder);
        write(ALONE, "one");
        write(LOOKUP, "one");
        write(ENRICH, "one", LOOKUP);
        write(TRIAGE, "one", ENRICH);
        team.git.commit("Four workflows");
        team.promote("staging");
    }

    @AfterEach
    void close() {
        team.close();
    }

    private void write(WorkflowId workflow, String text, WorkflowId... called) {
        StringBuilder blocks = new StringBuilder("  - { id: words, type: text, value: '" + text + "' }\n");
        for (WorkflowId each : called) {
            blocks.append("  - { id: run_")
                    .append(each)
                    .append(", type: workflow, workflow: ")
                    .append(each)
                    .append(" }\n");
        }
        team.git.write("workflows/" + workflow + "/workflow.yml", "version: 1\nblocks:\n" + blocks);
    }

    private void change(WorkflowId workflow, String text, WorkflowId... called) {
        write(workflow, text, called);
        team.git.commit("Change " + workflow);
    }

    private PromotionPlan plan(PlanRequest request) {
        return team.promotions().plan(request);
    }

    private static Optional<GateResult> gate(PromotionPlan plan) {
        return plan.gates().stream()
                .filter(result -> result.type().equals("dependencies"))
                .findFirst();
    }

    private static List<WorkflowId> moved(PromotionPlan plan) {
        return plan.moves().stream().map(Move::workflow).toList();
    }

    @Test
    void aWorkflowWithoutSubWorkflowsIsNotAsked() {
        change(ALONE, "two");

        assertThat(gate(plan(PlanRequest.of("staging", ALONE)))).isEmpty();
    }

    @Test
    void whatMovesTogetherPasses() {
        change(LOOKUP, "two");
        change(TRIAGE, "two", ENRICH);

        PromotionPlan plan = plan(PlanRequest.all("staging"));

        assertThat(gate(plan).orElseThrow().state()).isEqualTo(GateResult.State.PASSED);
        assertThat(moved(plan)).containsExactly(LOOKUP, TRIAGE);
    }

    @Test
    void aWorkflowIsRefusedWithoutTheSubWorkflowThatItWasVerifiedWith() {
        change(LOOKUP, "two");
        change(TRIAGE, "two", ENRICH);

        PromotionPlan plan = plan(PlanRequest.of("staging", TRIAGE));

        GateResult gate = gate(plan).orElseThrow();
        assertThat(gate.state()).isEqualTo(GateResult.State.FAILED);
        assertThat(gate.evidence())
                .startsWith("triage would run with lookup ")
                .contains(", and was verified with ")
                .endsWith("(--with-dependencies moves what belongs together)");
        assertThatThrownBy(() -> team.promotions().promote(plan, PromoteOptions.by(ADA)))
                .isInstanceOf(GateRefusedException.class);
        assertThat(team.says("env/staging", TRIAGE)).contains("one");
    }

    @Test
    void withItsDependenciesItMoves() {
        change(LOOKUP, "two");
        change(TRIAGE, "two", ENRICH);
        change(ALONE, "two");

        PlanRequest request = PlanRequest.of("staging", TRIAGE).withItsDependencies();

        assertThat(moved(plan(request))).containsExactly(LOOKUP, TRIAGE);
        team.promote(request);
        assertThat(team.says("env/staging", LOOKUP)).contains("two");
        assertThat(team.says("env/staging", ALONE)).contains("one");
    }

    @Test
    void aSubWorkflowMovesWhereItsUsersAreTheSameInTheSource() {
        change(LOOKUP, "two");

        PromotionPlan plan = plan(PlanRequest.of("staging", LOOKUP));

        assertThat(gate(plan).orElseThrow().state()).isEqualTo(GateResult.State.PASSED);
    }

    @Test
    void aSubWorkflowIsRefusedUnderAUserThatWasNeverVerifiedWithIt() {
        change(TRIAGE, "two", ENRICH);
        change(LOOKUP, "two");

        PromotionPlan plan = plan(PlanRequest.of("staging", LOOKUP));
        PromotionPlan whole = plan(PlanRequest.of("staging", LOOKUP).withItsDependencies());

        assertThat(gate(plan).orElseThrow().evidence())
                .startsWith("triage, which does not move, would run with lookup ");
        assertThat(moved(whole)).containsExactly(LOOKUP, TRIAGE);
        assertThat(gate(whole).orElseThrow().state()).isEqualTo(GateResult.State.PASSED);
    }

    @Test
    void aSubWorkflowThatIsStillUsedIsNotDeleted() {
        change(ENRICH, "without lookup");
        team.git.git("rm", "-rq", "workflows/lookup");
        team.git.commit("Delete lookup");

        PromotionPlan plan = plan(PlanRequest.of("staging", LOOKUP));
        PromotionPlan whole = plan(PlanRequest.of("staging", LOOKUP).withItsDependencies());

        assertThat(gate(plan).orElseThrow().evidence())
                .contains("enrich runs lookup, which would be deleted in staging");
        assertThat(moved(whole)).containsExactly(ENRICH, LOOKUP);
        assertThat(gate(whole).orElseThrow().state()).isEqualTo(GateResult.State.PASSED);
    }

    @Test
    void whatIsOnHoldHoldsBackWhatWasVerifiedWithIt() {
        team.promote("production");
        change(LOOKUP, "two");
        change(TRIAGE, "two", ENRICH);
        team.promote("staging");
        team.promote("production");
        team.clock.advance(java.time.Duration.ofMinutes(1));
        team.promotions()
                .rollback(dev.refgate.promotion.RollbackRequest.steps("production", 1), ADA, Optional.empty(), false);
        change(TRIAGE, "three", ENRICH);
        team.promote("staging");

        PromotionPlan plan = plan(PlanRequest.all("production"));

        assertThat(moved(plan)).containsExactly(TRIAGE);
        assertThat(gate(plan).orElseThrow().state()).isEqualTo(GateResult.State.FAILED);
    }

    @Test
    void theFileMayWriteTheKeyWithEscapes() {
        team.git.write(
                "workflows/odd/workflow.yml",
                "version: 1\nblocks: [{ id: a, type: \"\\u0077ork\\u0066low\", \"\\u0077ork\\u0066low\": lookup }]\n");
        team.git.commit("An odd way to write it");
        team.promote("staging");
        change(LOOKUP, "two");
        change(new WorkflowId("odd"), "now plain");

        assertThat(gate(plan(PlanRequest.of("staging", LOOKUP))).orElseThrow().evidence())
                .startsWith("odd, which does not move, would run with lookup ");
    }
}
