package dev.refgate;

import static dev.refgate.PromotionFixture.ADA;
import static dev.refgate.PromotionFixture.TRIAGE;
import static dev.refgate.RemoteFixture.promote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.ConflictException;
import dev.refgate.error.NotAllowedException;
import dev.refgate.error.NotFoundException;
import dev.refgate.error.RemoteException;
import dev.refgate.promotion.MoveResult.Outcome;
import dev.refgate.promotion.PlanRequest;
import dev.refgate.promotion.PromoteOptions;
import dev.refgate.promotion.PromotionPlan;
import dev.refgate.promotion.RollbackRequest;
import dev.refgate.remote.RemoteCredentials;
import dev.refgate.remote.RemoteTimeouts;
import dev.refgate.repository.WorkflowId;
import dev.refgate.testing.GitRepo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The remote is the truth, and a push is the act: on a bare repository that the real git serves. */
final class RemotePromotionTest {
    @TempDir
    Path folder;

    private RemoteFixture team;

    @BeforeEach
    void create() {
        team = RemoteFixture.create(folder);
    }

    @Test
    void aPromotionIsACommitOnTheRemotesBranch() {
        try (Refgate refgate = team.open("ours")) {
            var deployment = promote(refgate, "staging").deployment().orElseThrow();

            assertThat(team.remote.revParse("env/staging"))
                    .isEqualTo(deployment.commit().hex());
            assertThat(team.remote.git("diff", "--stat", "main", "env/staging", "--", "workflows"))
                    .isEmpty();
            assertThat(team.remote.git("log", "-1", "--format=%(trailers:key=Deployment-Id,valueonly)", "env/staging"))
                    .isEqualTo(deployment.id());
            assertThat(refgate.promotions()
                            .deployments("staging", Optional.empty(), 10)
                            .deployments())
                    .singleElement()
                    .satisfies(each -> assertThat(each.id()).isEqualTo(deployment.id()));
        }
        team.check("staging", 1);
    }

    @Test
    void whatOthersPushedIsSeenAtTheNextMove() {
        try (Refgate ours = team.open("ours");
                Refgate theirs = team.open("theirs")) {
            promote(ours, "staging");
            team.change(TRIAGE, "two");
            theirs.refresh();
            promote(theirs, "staging");

            assertThat(ours.promotions().plan(PlanRequest.all("production")).moves())
                    .hasSize(1);
            var result = ours.promotions().rollback(RollbackRequest.steps("staging", 1), ADA, Optional.empty(), false);
            assertThat(result.outcome()).isEqualTo(Outcome.DEPLOYED);
        }
        team.check("staging", 3);
    }

    @Test
    void aRemoteThatMovedMakesThePlanStale() {
        team.change(TRIAGE, "two");
        try (Refgate ours = team.open("ours");
                Refgate theirs = team.open("theirs")) {
            PromotionPlan plan = ours.promotions()
                    .plan(PlanRequest.of("staging", TRIAGE).at(ours.promotions().commit(Optional.of(TRIAGE), "r1")));
            promote(theirs, "staging");

            assertThatThrownBy(() -> ours.promotions().promote(plan, PromoteOptions.by(ADA)))
                    .isInstanceOf(ConflictException.class);
        }
        team.check("staging", 1);
    }

    @Test
    void aHookThatRefusesIsQuotedAndMasked() {
        team.hook("pre-receive", "echo 'production is closed, ask Bob; \033[31mtoken-of-bob\033[0m' >&2; exit 1");
        try (Refgate refgate = team.open(
                RemoteFixture.at(
                        team.remote.folder().toString(),
                        RemoteCredentials.none().withToken("token-of-bob"),
                        RemoteFixture.PATIENT),
                "ours")) {
            assertThatThrownBy(() -> promote(refgate, "staging"))
                    .isInstanceOf(NotAllowedException.class)
                    .hasMessageContaining("pre-receive hook declined")
                    .hasMessageContaining("production is closed, ask Bob")
                    .hasMessageNotContaining("token-of-bob")
                    .hasMessageNotContaining("\033");
        }
        assertThat(team.remote.git("for-each-ref", "refs/heads/env")).isEmpty();
    }

    @Test
    void aHookThatHangsEndsInTime() {
        team.hook("pre-receive", "exec sleep 600");
        RemoteTimeouts hasty = new RemoteTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(2));
        try (Refgate refgate =
                team.open(RemoteFixture.at(team.remote.folder().toString(), RemoteCredentials.none(), hasty), "ours")) {
            assertThatThrownBy(() -> promote(refgate, "staging"))
                    .isInstanceOf(RemoteException.class)
                    .hasMessageContaining("nobody knows whether deployment dep-")
                    .hasMessageContaining("REFGATE_REMOTE_TIMEOUT");
        }
        assertThat(team.remote.git("for-each-ref", "refs/heads/env")).isEmpty();
    }

    @Test
    void aTagMovesWithItsRecordOrNotAtAll() {
        RemoteFixture tags = RemoteFixture.create(
                folder.resolve("tags"),
                PromotionFixture.POLICY.replace("refs/heads/env/production", "refs/tags/production"));
        try (Refgate refgate = tags.open("ours")) {
            promote(refgate, "staging");
            tags.remote.git("config", "receive.advertiseAtomic", "false");
            assertThatThrownBy(() -> promote(refgate, "production"))
                    .isInstanceOf(NotAllowedException.class)
                    .hasMessageContaining("cannot move two refs at once");
            assertThat(tags.remote.git("tag", "--list")).isEmpty();

            tags.remote.git("config", "receive.advertiseAtomic", "true");
            promote(refgate, "production");
        }
        assertThat(tags.remote.git("tag", "--list")).isEqualTo("deployments/production/1\nproduction");
        assertThat(tags.remote.git("cat-file", "-t", "production")).isEqualTo("tag");
    }

    @Test
    void aBranchMovesWithoutAtomicPush() {
        team.remote.git("config", "receive.advertiseAtomic", "false");
        try (Refgate refgate = team.open("ours")) {
            promote(refgate, "staging");
        }
        team.check("staging", 1);
    }

    @Test
    void restoringPushesTheSourceBranchAndNamingATag() {
        team.change(TRIAGE, "oops");
        try (Refgate refgate = team.open("ours")) {
            refgate.promotions().name(TRIAGE, "r1", "The good one", Optional.empty(), ADA);
            var commit = refgate.promotions()
                    .restore(TRIAGE, "r1", ADA, Optional.empty())
                    .orElseThrow();

            assertThat(team.remote.revParse("main")).isEqualTo(commit.hex());
            assertThat(refgate.history(TRIAGE)).hasSize(3);
        }
        assertThat(team.remote.git("diff", "main~2", "main")).isEmpty();
        assertThat(team.remote.git("tag", "--list", "--format=%(objecttype) %(contents:subject)"))
                .isEqualTo("tag The good one");
    }

    @Test
    void aCloneOfTheMirrorsHistoryIsWhatTheRemoteHas() {
        team.remote.git("update-ref", "refs/pull/7/head", "main");
        team.remote.git("update-ref", "refs/pull/7/merge", "main");
        team.remote.git("branch", "feature/x", "main");
        team.remote.git("tag", "light", "main");
        try (Refgate refgate = team.open("ours")) {
            assertThat(refgate.policy().policy().source()).isEqualTo("main");
            team.remote.git("branch", "-D", "feature/x");
            team.remote.git("branch", "feature", "main");
            team.remote.git("tag", "-d", "light");
            team.remote.git("tag", "-a", "-m", "now", "light/one", "main");
            refgate.refresh();
        }
        GitRepo mirror = GitRepo.at(team.mirror("ours"));
        assertThat(mirror.git("for-each-ref", "--format=%(refname)").lines())
                .containsExactly("refs/heads/feature", "refs/heads/main", "refs/pull/7/head", "refs/tags/light/one");
        assertThat(mirror.git("symbolic-ref", "HEAD")).isEqualTo("refs/heads/main");
        assertThat(mirror.git("fsck", "--strict", "--no-progress")).isEmpty();
    }

    @Test
    void theRemotesHeadNamesTheSourceBranch() {
        team.work.git("push", "--quiet", "origin", "HEAD:refs/heads/trunk");
        team.remote.git("symbolic-ref", "HEAD", "refs/heads/trunk");
        try (Refgate refgate = team.open("ours")) {
            assertThatThrownBy(refgate::policy)
                    .hasMessageContaining("source: main (expected trunk")
                    .hasMessageContaining("--source main");
        }
        team.remote.git("symbolic-ref", "HEAD", "refs/heads/nowhere");
        try (Refgate refgate = team.open("ours")) {
            throw new AssertionError(refgate.toString());
        } catch (NotFoundException e) {
            assertThat(e).hasMessageContaining(team.remote.folder().toString()).hasMessageContaining("--source main");
        }
    }

    @Test
    void aDamagedMirrorIsMadeAnew() throws Exception {
        try (Refgate refgate = team.open("ours")) {
            promote(refgate, "staging");
        }
        try (var packs = Files.walk(team.mirror("ours").resolve("objects"))) {
            for (Path file : packs.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        Files.writeString(team.mirror("ours").resolve("packed-refs.lock"), "left by a process that was killed");

        try (Refgate refgate = team.open("ours")) {
            assertThat(promote(refgate, "production").outcome()).isEqualTo(Outcome.DEPLOYED);
        }
        assertThat(GitRepo.at(team.mirror("ours")).git("fsck", "--strict", "--no-progress", "--no-dangling"))
                .isEmpty();
        try (var left = Files.list(team.mirror("ours").getParent())) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .as("a link, the folder that it leads to, and the lock")
                    .hasSize(3)
                    .contains("ours.git", "ours.git.lock");
        }
    }

    @Test
    void whatIsNotThereSaysSo() {
        Path nowhere = folder.resolve("nowhere.git");
        Path plain = folder.resolve("mirrors");

        assertThatThrownBy(() -> team.open(
                        RemoteFixture.at(nowhere.toString(), RemoteCredentials.none(), RemoteFixture.PATIENT), "ours"))
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining("nowhere.git does not exist");
        assertThatThrownBy(() -> team.open(
                        RemoteFixture.at(plain.toString(), RemoteCredentials.none(), RemoteFixture.PATIENT), "ours"))
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining("does not appear to be a git repository");
    }

    @Test
    void whatIsDeployedStaysDeployableWhenTheSourceIsRewritten() {
        try (Refgate refgate = team.open("ours")) {
            promote(refgate, "staging");
            team.work.git("commit", "--quiet", "--amend", "--message=Rewritten");
            team.work.write("workflows/triage/workflow.yml", SampleRepository.greeting("new"));
            team.work.git("commit", "--quiet", "--all", "--amend", "--message=Rewritten");
            team.work.git("push", "--quiet", "--force", "origin", "HEAD:main");
            refgate.refresh();

            assertThat(promote(refgate, "production").outcome()).isEqualTo(Outcome.DEPLOYED);
            assertThat(refgate.promotions().drift("production")).hasSize(1);
        }
        assertThat(team.remote.git("rev-parse", "env/staging:workflows/triage"))
                .isEqualTo(team.remote.git("rev-parse", "env/production:workflows/triage"));
    }

    @Test
    void aBranchThatIsAFolderOfTheEnvironmentsIsNamed() {
        team.remote.git("branch", "env", "main");
        try (Refgate refgate = team.open("ours")) {
            assertThatThrownBy(() -> promote(refgate, "staging"))
                    .isInstanceOf(NotAllowedException.class)
                    .hasMessageContaining("refs/heads/env/staging cannot exist beside refs/heads/env ");
        }
    }

    @Test
    void fiveHundredEnvironmentsAreFetchedWithTheOthers() {
        StringBuilder policy = new StringBuilder(PromotionFixture.POLICY);
        StringBuilder refs = new StringBuilder();
        String main = team.remote.revParse("main");
        for (int i = 0; i < 500; i++) {
            policy.append("  team-%d: { ref: refs/heads/team/%d, from: staging }%n".formatted(i, i));
            refs.append("create refs/heads/team/%d %s%n".formatted(i, main));
        }
        team.remote.gitWithInput(refs.toString(), "update-ref", "--stdin");
        team.work.write("refgate.yml", policy.toString()).commit("Many teams");
        team.work.git("push", "--quiet", "origin", "HEAD:main");
        try (Refgate refgate = team.open("ours")) {
            assertThat(refgate.environments())
                    .hasSize(503)
                    .filteredOn(state -> state.commit().isPresent())
                    .hasSize(501);
            promote(refgate, "staging");
            team.change(TRIAGE, "two");
            promote(refgate, "staging");
            assertThat(promote(refgate, "team-499").outcome()).isEqualTo(Outcome.DEPLOYED);
        }
        assertThat(team.remote.git("rev-parse", "team/499:workflows"))
                .isEqualTo(team.remote.git("rev-parse", "env/staging:workflows"));
    }

    @Test
    void tagsThatOthersMovedAreSeenAsTheyAre() {
        RemoteFixture tags = RemoteFixture.create(
                folder.resolve("tags"), PromotionFixture.POLICY.replace("refs/heads/env/staging", "refs/tags/staging"));
        try (Refgate refgate = tags.open("ours")) {
            promote(refgate, "staging");
            String second = tags.change(TRIAGE, "two");
            tags.remote.git("branch", "staging", "main~1");
            tags.remote.git("tag", "--force", "staging", second);
            refgate.refresh();
            assertThat(refgate.environments().get(1).commit().orElseThrow().hex())
                    .isEqualTo(second);

            tags.change(TRIAGE, "three");
            promote(refgate, "staging");
            assertThat(tags.remote.git("rev-parse", "refs/tags/staging^{commit}"))
                    .isEqualTo(tags.remote.revParse("main"));
            assertThat(tags.remote.git("rev-parse", "refs/heads/staging")).isEqualTo(tags.remote.revParse("main~2"));

            tags.remote.git("tag", "-d", "staging");
            refgate.refresh();
            assertThat(refgate.environments().get(1).error()).contains("refs/tags/staging does not exist");
        }
    }

    @Test
    void workflowsOfOneMoveAreNamed() {
        team.change(new WorkflowId("report"), "one");
        try (Refgate refgate = team.open("ours")) {
            assertThat(refgate.diff(Side.named("main"), Side.named("main"), Set.of())
                            .isEmpty())
                    .isTrue();
            assertThat(promote(refgate, PlanRequest.of("staging", TRIAGE)).moves())
                    .hasSize(1);
        }
        assertThat(team.remote.git("ls-tree", "--name-only", "env/staging", "workflows/"))
                .isEqualTo("workflows/triage");
    }
}
