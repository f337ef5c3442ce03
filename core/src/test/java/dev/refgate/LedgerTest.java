package dev.refgate;

import static dev.refgate.PromotionFixture.REPORT;
import static dev.refgate.PromotionFixture.TRIAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.RepositoryException;
import dev.refgate.promotion.Deployment;
import dev.refgate.promotion.Ledger;
import dev.refgate.promotion.PlanRequest;
import dev.refgate.testing.GitRepo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ledger believes: trees always, messages where they fit. */
final class LedgerTest {
    private static final String REF = "refs/heads/env/staging";

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

    private String message(String commit) {
        return team.git.git("log", "-1", "--format=%B", commit);
    }

    /** A commit of the real git, with a tree, parents and a message of our choice. */
    private String commit(String tree, String message, String... parents) {
        List<String> arguments = new ArrayList<>(List.of("commit-tree", tree + "^{tree}"));
        for (String parent : parents) {
            arguments.addAll(List.of("-p", parent));
        }
        return team.git.gitWithInput(message, arguments.toArray(String[]::new));
    }

    private Deployment newest() {
        return team.deployments("staging").get(0);
    }

    /** A deployment that was made as a pull request would have it: not on the branch, but on one of its own. */
    private String proposal() {
        team.change(TRIAGE, "one");
        team.promote("staging");
        String base = team.git.revParse(REF);
        team.change(TRIAGE, "two");
        team.promote("staging");
        String proposal = team.git.revParse(REF);
        team.git.updateRef(REF, base);
        return proposal;
    }

    @Test
    void pagesFollowEachOther() {
        for (int i = 1; i <= 7; i++) {
            team.change(TRIAGE, "v" + i);
            team.promote("staging");
        }
        List<Deployment> all = team.deployments("staging");
        List<Deployment> paged = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Ledger.Page page = team.promotions().deployments("staging", cursor, 3);
            paged.addAll(page.deployments());
            cursor = page.next();
        } while (cursor.isPresent());

        assertThat(all).hasSize(7);
        assertThat(paged).isEqualTo(all);
        assertThat(all)
                .extracting(each -> each.commit().hex())
                .isEqualTo(team.log("env/staging", "%H").subList(0, 7));
        assertThatThrownBy(() -> team.promotions().deployments("staging", Optional.of("nonsense"), 3))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> team.promotions().deployments("staging", Optional.empty(), 0))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("limit: 0 (expected 1 to 1000)");
    }

    @Test
    void anEnvironmentThatWasNeverDeployedToHasNone() {
        assertThat(team.deployments("staging")).isEmpty();
        assertThat(team.deployments("development"))
                .singleElement()
                .satisfies(only -> assertThat(only.baseline()).isTrue());
    }

    @Test
    void aMergedPullRequestHasItsRecordFromTheSecondParent() {
        String proposal = proposal();
        String base = team.git.revParse(REF);
        team.git.updateRef(REF, commit(proposal, "Merge pull request #7", base, proposal));

        Deployment merged = newest();

        assertThat(merged.external()).isFalse();
        assertThat(message(proposal)).contains("Deployment-Id: " + merged.id());
        assertThat(merged.commit().hex()).isEqualTo(team.git.revParse(REF));
        assertThat(merged.actor().name()).isEqualTo("Ada Lovelace");
    }

    @Test
    void aMergeThatBringsSomethingElseIsExternal() {
        String proposal = proposal();
        String base = team.git.revParse(REF);
        team.change(TRIAGE, "slipped in");
        team.git.updateRef(REF, commit("main", "Merge pull request #7", base, proposal));

        assertThat(newest().external()).isTrue();
        assertThat(newest().moves())
                .singleElement()
                .satisfies(move -> assertThat(move.to().orElseThrow().hex())
                        .isEqualTo(team.git.revParse("main:workflows/triage")));
    }

    @Test
    void aSquashedPullRequestHasItsRecordFromTheProposalWithItsContent() {
        String proposal = proposal();
        team.git.updateRef("refs/heads/promote/staging/plan-1", proposal);
        team.git.updateRef(REF, commit(proposal, "Promote triage (#7)", team.git.revParse(REF)));

        assertThat(newest().external()).isFalse();
        assertThat(message(proposal)).contains("Deployment-Id: " + newest().id());
    }

    @Test
    void aRecordThatDoesNotFitIsNotBelieved() {
        String proposal = proposal();
        String base = team.git.revParse(REF);
        String message = message(proposal);
        team.change(REPORT, "more");

        team.git.updateRef(REF, commit("main", message, base));
        assertThat(newest().external()).as("other content").isTrue();
        assertThat(newest().moves()).hasSize(2);

        team.git.updateRef(
                REF, commit(proposal, message.replace("Environment: staging", "Environment: production"), base));
        assertThat(newest().external()).as("another environment").isTrue();

        team.git.updateRef(REF, commit(proposal, message.replace(base, "f".repeat(40)), base));
        assertThat(newest().external()).as("another parent").isTrue();

        team.git.updateRef(REF, commit(base, message, base));
        assertThat(newest().external()).as("no content").isTrue();
        assertThat(newest().moves()).isEmpty();

        team.git.updateRef(REF, commit(proposal, message, base));
        assertThat(newest().external()).as("what fits, whoever committed it").isFalse();
    }

    @Test
    void manyWorkflowsAreReadFromTheTrees() {
        for (int i = 0; i < 60; i++) {
            team.git.write("workflows/w" + i + "/workflow.yml", SampleRepository.greeting("v" + i));
        }
        team.git.commit("Sixty workflows");
        Deployment deployment = team.promote(PlanRequest.all("staging"));

        assertThat(newest().external()).isFalse();
        assertThat(newest().moves()).hasSize(60);
        assertThat(message("env/staging")).contains("\nWorkflow-Count: 60\n", "\n  and 10 more\n");
        assertThat(newest().id()).isEqualTo(deployment.id());
        team.fsck();
    }

    /** On a branch that begins in the source branch's history: others' commits, recorded ones, and one with a forged record. */
    private void mixedMoves() {
        team.git.updateRef(REF, team.git.head());
        for (int i = 0; i < 3; i++) {
            team.change(TRIAGE, "theirs " + i);
            team.git.updateRef(REF, commit("main", "By hand " + i, team.git.revParse(REF)));
            team.change(REPORT, "ours " + i);
            team.promote("staging");
        }
        String tip = team.git.revParse(REF);
        team.git.updateRef(REF, commit("main~3", message(tip), tip));
    }

    private List<Deployment> paged(int limit) {
        List<Deployment> paged = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Ledger.Page page = team.promotions().deployments("staging", cursor, limit);
            paged.addAll(page.deployments());
            cursor = page.next();
        } while (cursor.isPresent());
        return paged;
    }

    private List<String> lines(String... arguments) {
        return team.git.git(arguments).lines().toList();
    }

    /** The commits that are not on the source branch, and the first that is. */
    private void assertThatPagesAreWhatGitSays() {
        List<String> moves = lines("rev-list", "--first-parent", REF, "^refs/heads/main");
        List<String> history = lines("rev-list", "--first-parent", REF);
        for (int limit : new int[] {1, 2, 5, 100}) {
            List<Deployment> deployments = paged(limit);
            assertThat(deployments)
                    .extracting(each -> each.commit().hex())
                    .isEqualTo(history.subList(0, Math.min(moves.size() + 1, history.size())));
            for (Deployment deployment : deployments.subList(0, moves.size())) {
                String commit = deployment.commit().hex();
                assertThat(deployment.baseline()).isFalse();
                assertThat(deployment.moves())
                        .extracting(move -> "workflows/" + move.workflow())
                        .isEqualTo(
                                lines("diff-tree", "--name-only", commit + "^:workflows", commit + ":workflows")
                                        .stream()
                                        .map(name -> "workflows/" + name)
                                        .toList());
            }
            assertThat(deployments.get(moves.size()).baseline()).isTrue();
        }
    }

    @Test
    void pagesAreWhatGitSaysWhereverTheSourceBranchGoes() {
        team.change(TRIAGE, "first");
        team.change(TRIAGE, "second");
        mixedMoves();
        assertThatPagesAreWhatGitSays();
        assertThat(team.deployments("staging"))
                .extracting(Deployment::external)
                .containsExactly(true, false, true, false, true, false, true, true);

        team.change(TRIAGE, "the source goes on");
        assertThatPagesAreWhatGitSays();

        team.git.git("reset", "--quiet", "--hard", "main~8");
        assertThatPagesAreWhatGitSays();

        team.git.git("merge", "--quiet", "--no-edit", "--strategy=ours", REF + "~4");
        assertThat(lines("rev-list", "--first-parent", REF, "^refs/heads/main")).hasSize(4);
        team.change(REPORT, "after the merge");
        assertThat(paged(2)).isEqualTo(paged(100));
    }

    @Test
    void aBranchThatWasForcePushedElsewhereIsStillRead() {
        team.change(TRIAGE, "one");
        team.promote("staging");
        String orphan = commit("main", "A root of its own");
        team.git.updateRef(REF, orphan);

        assertThat(team.deployments("staging")).singleElement().satisfies(only -> {
            assertThat(only.external()).isTrue();
            assertThat(only.baseline()).isFalse();
            assertThat(only.previous()).isEmpty();
        });
    }

    @Test
    void aShallowCloneSaysWhatItNeeds() {
        for (int i = 1; i <= 6; i++) {
            team.change(TRIAGE, "v" + i);
            team.promote("staging");
        }
        GitRepo shallow = team.git.cloneTo(folder.resolve("shallow"), "--depth=5", "--no-single-branch");
        shallow.git("branch", "--quiet", "env/staging", "origin/env/staging");

        try (Refgate refgate = Refgate.open(shallow.folder(), Refgate.Options.defaults())) {
            assertThat(refgate.promotions()
                            .deployments("staging", Optional.empty(), 4)
                            .deployments())
                    .hasSize(4)
                    .noneMatch(Deployment::external);
            assertThatThrownBy(() -> refgate.promotions().deployments("staging", Optional.empty(), 5))
                    .isInstanceOf(RepositoryException.class)
                    .hasMessageContaining("fetch-depth: 0");
        }
    }
}
