package dev.refgate;

import static dev.refgate.PromotionFixture.ADA;
import static dev.refgate.PromotionFixture.TRIAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.promotion.Deployment;
import dev.refgate.promotion.GateRefusedException;
import dev.refgate.promotion.GateResult;
import dev.refgate.promotion.GateResult.State;
import dev.refgate.promotion.PlanRequest;
import dev.refgate.promotion.PromoteOptions;
import dev.refgate.promotion.PromotionPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gates that are evaluated from what Git and the clock say. */
final class PromotionGatesTest {
    private static final String HEAD = """
            version: 1
            source: main
            environments:
              development: { ref: refs/heads/main }
              staging: { ref: refs/heads/env/staging, from: development }
              production:
                ref: refs/heads/env/production
                from: staging
            """;

    @TempDir
    Path folder;

    private PromotionFixture inStaging(String rules) {
        PromotionFixture team = PromotionFixture.create(folder.resolve("repo"), HEAD + rules.indent(4));
        team.change(TRIAGE, "one");
        team.promote("staging");
        return team;
    }

    private static PromotionPlan plan(PromotionFixture team) {
        return team.promotions().plan(PlanRequest.all("production"));
    }

    private static List<String> states(PromotionPlan plan) {
        return plan.gates().stream()
                .map(gate -> gate.type() + " " + gate.state().word())
                .toList();
    }

    @Test
    void soakIsCountedFromTheDeploymentIntoTheEnvironmentBefore() {
        try (PromotionFixture team = inStaging("gates: [ { type: soak, duration: 30m } ]")) {
            team.clock.advance(Duration.ofMinutes(29));
            PromotionPlan early = plan(team);
            assertThat(states(early)).containsExactly("from passed", "soak pending");
            assertThatThrownBy(() -> team.promotions().promote(early, PromoteOptions.by(ADA)))
                    .isInstanceOfSatisfying(
                            GateRefusedException.class,
                            refused -> assertThat(refused.pending()).isTrue())
                    .hasMessageContaining(
                            "triage: in staging since 2026-03-02T09:01:00Z, ready at 2026-03-02T09:31:00Z");

            team.clock.advance(Duration.ofMinutes(1));
            assertThat(states(plan(team))).containsExactly("from passed", "soak passed");
            team.promotions().promote(early, PromoteOptions.by(ADA));

            Deployment recorded = team.deployments("production").get(0);
            assertThat(recorded.gates())
                    .contains(new GateResult("soak", State.PASSED, "in staging for 30m or more (expected 30m)"));
        }
    }

    @Test
    void soakOfWhatOthersMovedIsPendingBecauseDatesCanBeForged() {
        try (PromotionFixture team = inStaging("gates: [ { type: soak, duration: 1m } ]")) {
            team.change(TRIAGE, "two");
            String commit =
                    team.git.git("commit-tree", "-p", "env/staging", "-m", "by hand", team.git.revParse("main^{tree}"));
            team.git.updateRef("refs/heads/env/staging", commit);
            team.clock.advance(Duration.ofDays(365));

            assertThat(plan(team).gates())
                    .filteredOn(gate -> gate.type().equals("soak"))
                    .singleElement()
                    .satisfies(gate -> {
                        assertThat(gate.state()).isEqualTo(State.PENDING);
                        assertThat(gate.evidence()).contains("nobody has seen since when it is in staging");
                    });
        }
    }

    @Test
    void aFreezeWindowClosesUntilItsEnd() {
        String freeze = "freeze: [ { cron: \"0 18 * * FRI\", duration: 60h, timezone: Europe/Berlin } ]";
        try (PromotionFixture team = inStaging(freeze)) {
            // The window goes over the night in which the clocks go forward.
            team.clock.set(Instant.parse("2026-03-27T16:59:59Z"));
            assertThat(states(plan(team))).containsExactly("from passed", "freeze passed");
            team.clock.set(Instant.parse("2026-03-27T17:00:00Z"));
            PromotionPlan frozen = plan(team);
            assertThat(states(frozen)).containsExactly("from passed", "freeze pending");
            assertThat(frozen.gates().get(1).evidence()).contains("frozen until 2026-03-30T07:00+02:00");
            assertThatThrownBy(() -> team.promotions().promote(frozen, PromoteOptions.by(ADA)))
                    .isInstanceOfSatisfying(
                            GateRefusedException.class,
                            refused -> assertThat(refused.pending()).isTrue());
            team.clock.set(Instant.parse("2026-03-30T05:00:00Z"));
            assertThat(states(plan(team))).containsExactly("from passed", "freeze passed");
        }
    }

    @Test
    void whatHasToBeExecutedIsLeftForLater() {
        try (PromotionFixture team = inStaging("gates: [ { type: smoke, environment: staging } ]")) {
            PromotionPlan plan = plan(team);

            assertThat(plan.gates()).contains(new GateResult("smoke", State.PENDING, "runs with promote"));
            assertThatThrownBy(() -> team.promotions().promote(plan, PromoteOptions.by(ADA)))
                    .isInstanceOf(GateRefusedException.class);
        }
    }

    @Test
    void anOverrideNeedsThePolicyAndAReasonAndIsRecorded() {
        String rules =
                "gates: [ { type: soak, duration: 1d }, { type: smoke, environment: staging } ]\noverride: [soak, smoke]";
        try (PromotionFixture team = inStaging(rules)) {
            PromotionPlan plan = plan(team);
            PromoteOptions both = PromoteOptions.by(ADA).overriding("soak", "smoke");
            assertThatThrownBy(() -> team.promotions().promote(plan, both))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("needs a reason");
            assertThatThrownBy(() -> team.promotions()
                            .promote(
                                    plan,
                                    PromoteOptions.by(ADA).overriding("from").because("x")))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("override: from (expected one of: soak, smoke");

            team.promotions().promote(plan, both.because("customers are waiting"));

            assertThat(team.deployments("production").get(0).gates())
                    .filteredOn(gate -> gate.state() == State.OVERRIDDEN)
                    .extracting(GateResult::type)
                    .containsExactly("soak", "smoke");
            assertThat(team.git.git("log", "-1", "--format=%(trailers:key=Gate-soak,valueonly)", "env/production"))
                    .contains("overridden \"was pending", "customers are waiting");
        }
    }
}
