package dev.refgate;

import static dev.refgate.PromotionFixture.ADA;
import static dev.refgate.PromotionFixture.REPORT;
import static dev.refgate.PromotionFixture.TRIAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.ConflictException;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.promotion.Action;
import dev.refgate.promotion.Deployment;
import dev.refgate.promotion.GateRefusedException;
import dev.refgate.promotion.PlanRequest;
import dev.refgate.promotion.PromoteOptions;
import dev.refgate.promotion.PromotionPlan;
import dev.refgate.promotion.RollbackRequest;
import dev.refgate.repository.CommitId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Environments that are tags. */
final class TagPointerTest {
    private static final String POLICY = """
            version: 1
            source: main
            environments:
              development: { ref: refs/heads/main }
              production: { ref: refs/tags/live, from: development }
            """;

    @TempDir
    Path folder;

    private PromotionFixture team;

    @BeforeEach
    void create() {
        team = PromotionFixture.create(folder.resolve("repo"), POLICY);
    }

    @AfterEach
    void close() {
        team.close();
    }

    private List<String> tags() {
        return team.git
                .git("for-each-ref", "--format=%(refname) %(objecttype) %(*objectname)", "refs/tags")
                .lines()
                .toList();
    }

    @Test
    void aMoveWritesThePointerAndANumberThatStays() {
        CommitId one = team.change(TRIAGE, "one");
        Deployment first = team.promote("production");
        CommitId two = team.change(TRIAGE, "two");
        Deployment second = team.promote("production");

        assertThat(tags())
                .containsExactly(
                        "refs/tags/deployments/production/1 tag " + one,
                        "refs/tags/deployments/production/2 tag " + two,
                        "refs/tags/live tag " + two);
        assertThat(team.git.git("cat-file", "tag", "live")).contains("\ntag live\n", "Ada Lovelace <ada@example.com>");
        assertThat(team.git.git("cat-file", "tag", "deployments/production/2"))
                .contains("\ntag deployments/production/2\n", "\nPrevious: " + one + "\n");
        assertThat(team.deployments("production")).containsExactly(second, first);
        assertThat(second.number()).contains(2);
        team.fsck();
    }

    @Test
    void theLedgerIsReadPageByPage() {
        for (int i = 1; i <= 5; i++) {
            team.change(TRIAGE, "v" + i);
            team.promote("production");
        }

        var first = team.promotions().deployments("production", Optional.empty(), 2);
        var second = team.promotions().deployments("production", first.next(), 2);
        var third = team.promotions().deployments("production", second.next(), 2);

        assertThat(first.deployments())
                .extracting(each -> each.number().orElseThrow())
                .containsExactly(5, 4);
        assertThat(second.deployments())
                .extracting(each -> each.number().orElseThrow())
                .containsExactly(3, 2);
        assertThat(third.deployments())
                .extracting(each -> each.number().orElseThrow())
                .containsExactly(1);
        assertThat(third.next()).isEmpty();
    }

    @Test
    void aRollbackMovesBackAndHolds() {
        CommitId good = team.change(TRIAGE, "good");
        team.promote("production");
        team.change(TRIAGE, "bad");
        Deployment bad = team.promote("production");

        Deployment rollback = team.promotions()
                .rollback(RollbackRequest.steps("production", 1), ADA, Optional.empty(), false)
                .deployment()
                .orElseThrow();

        assertThat(team.git.revParse("live^{commit}")).isEqualTo(good.hex());
        assertThat(rollback.number()).contains(3);
        assertThat(rollback.rollbackOf()).contains(bad.id());
        assertThat(team.deployments("production").get(0)).isEqualTo(rollback);
        PromotionPlan again = team.promotions().plan(PlanRequest.all("production"));
        assertThatThrownBy(() -> team.promotions().promote(again, PromoteOptions.by(ADA)))
                .isInstanceOf(GateRefusedException.class)
                .hasMessageContaining("gate hold failed");

        Deployment release = team.promotions()
                .release("production", List.of(TRIAGE), ADA, Optional.empty())
                .deployment()
                .orElseThrow();
        assertThat(release.action()).isEqualTo(Action.RELEASE);
        assertThat(team.deployments("production").get(0)).isEqualTo(release);
        assertThat(team.promote("production").number()).contains(5);
        team.fsck();
    }

    @Test
    void aPointerThatWasMovedByHandIsExternal() {
        CommitId one = team.change(TRIAGE, "one");
        team.promote("production");
        CommitId two = team.change(TRIAGE, "two");
        team.git.tag("live", two.hex());

        Deployment external = team.deployments("production").get(0);
        assertThat(external.external()).isTrue();
        assertThat(external.commit()).isEqualTo(two);
        assertThat(external.previous()).contains(one);

        CommitId three = team.change(TRIAGE, "three");
        Deployment next = team.promote("production");
        assertThat(next.previous()).contains(two);
        assertThat(team.deployments("production").get(0)).isEqualTo(next);
        assertThat(team.git.revParse("live^{commit}")).isEqualTo(three.hex());
    }

    @Test
    void oneWorkflowCannotMoveAlone() {
        team.change(TRIAGE, "one");

        assertThatThrownBy(() -> team.promotions().plan(PlanRequest.of("production", TRIAGE)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("is a tag, which moves for all workflows at once");
    }

    @Test
    void aPlanDoesNotHoldWhenAnythingElseMoved() {
        team.change(TRIAGE, "one");
        team.change(REPORT, "one");
        team.promote("production");
        team.git.git("switch", "--quiet", "--create", "other");
        CommitId reportTwo = team.change(REPORT, "two");
        team.git.git("switch", "--quiet", "main");
        team.change(TRIAGE, "two");
        PromotionPlan plan = team.promotions().plan(PlanRequest.all("production"));
        team.git.tag("live", reportTwo.hex());

        assertThatThrownBy(() -> team.promotions().promote(plan, PromoteOptions.by(ADA)))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("other workflows of the tag have moved");
    }
}
