package dev.refgate.internal.forge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.RemoteException;
import dev.refgate.internal.yaml.Json;
import dev.refgate.promotion.CommitStatus;
import dev.refgate.promotion.ForgeSettings;
import dev.refgate.promotion.NewPullRequest;
import dev.refgate.promotion.PullRequest;
import dev.refgate.repository.CommitId;
import dev.refgate.testing.GitHubDouble;
import dev.refgate.testing.GitRepo;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent to GitHub, and what is made of its answers. */
final class GitHubForgeTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final NewPullRequest REQUEST =
            new NewPullRequest("Promote \"triage\"", "Line\n`@x` é🚀", "promote/production/plan-1", "main", true);

    @TempDir
    Path folder;

    private GitRepo git;
    private GitHubDouble github;
    private final List<Duration> pauses = new ArrayList<>();
    private Duration answer = Duration.ofSeconds(20);

    @BeforeEach
    void start() {
        git = GitRepo.create(folder.resolve("repo"));
        git.commit("README.md", "one", "One");
        git.git("switch", "--quiet", "--create", "promote/production/plan-1");
        git.commit("README.md", "two", "Two");
        github = GitHubDouble.over(git);
    }

    @AfterEach
    void stop() {
        assertThat(github.violations()).isEmpty();
        github.close();
    }

    private GitHubForge forge() {
        return forge(new ForgeSettings(GitHubDouble.REPOSITORY, github.api(), GitHubDouble.TOKEN));
    }

    private GitHubForge forge(ForgeSettings settings) {
        return new GitHubForge(settings, new GitHubApi(settings, new Json(), new Patience() {
            @Override
            public Clock clock() {
                return Clock.fixed(NOW, ZoneOffset.UTC);
            }

            @Override
            public Duration answer() {
                return answer;
            }

            @Override
            public Duration limits() {
                return Duration.ofMinutes(1);
            }

            @Override
            public void pause(Duration duration) {
                pauses.add(duration);
            }
        }));
    }

    private static CommitStatus status(CommitStatus.State state) {
        return new CommitStatus(state, "refgate/production", "soak pending", Optional.empty());
    }

    /** The message of a failure that a person can act on; never with the token. */
    private static AbstractStringAssert<?> assertRefusal(ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOf(RemoteException.class)
                .extracting(Throwable::getMessage, InstanceOfAssertFactories.STRING)
                .startsWith("forge: ")
                .doesNotContain(GitHubDouble.TOKEN);
    }

    @Test
    void aPullRequestIsOpenedReadAndFound() {
        PullRequest opened = forge().open(REQUEST);

        assertThat(opened.number()).isEqualTo(1);
        assertThat(opened.head()).isEqualTo(new CommitId(git.head()));
        assertThat(opened.page()).isEqualTo(URI.create("https://github.example/acme/flows/pull/1"));
        assertThat(opened.draft()).isTrue();
        assertThat(github.pull(1).title()).isEqualTo(REQUEST.title());
        assertThat(github.pull(1).body()).isEqualTo(REQUEST.body());
        assertThat(forge().read(1)).isEqualTo(opened);
        assertThat(forge().findOpen(REQUEST.head(), "main")).contains(opened);
        assertThat(forge().findOpen(REQUEST.head(), "elsewhere")).isEmpty();
        assertThat(forge().openTo("main")).containsExactly(opened);
    }

    @Test
    void mergedClosedAndForkedAreToldApart() {
        forge().open(REQUEST);
        github.close(1, true);
        forge().open(REQUEST);
        github.close(2, false);
        github.openFromFork(REQUEST.head(), git.head(), "main");

        assertThat(forge().read(1).state()).isEqualTo(PullRequest.State.MERGED);
        assertThat(forge().read(2).state()).isEqualTo(PullRequest.State.CLOSED);
        assertThat(forge().read(3).fork()).isTrue();
        assertThat(forge().findOpen(REQUEST.head(), "main")).isEmpty();
        assertThat(forge().openTo("main")).extracting(PullRequest::number).containsExactly(3);
    }

    @Test
    void moreThanGitHubGivesAtOnceAreReadPageByPage() {
        for (int i = 0; i < 101; i++) {
            github.openFromFork("feature-" + i, git.head(), "main");
        }

        assertThat(forge().openTo("main"))
                .extracting(PullRequest::number)
                .hasSize(101)
                .contains(1, 101);
    }

    @Test
    void aStatusOfEachStateIsPosted() {
        for (CommitStatus.State state : CommitStatus.State.values()) {
            forge().post(new CommitId(git.head()), status(state));
        }

        assertThat(github.statuses())
                .extracting(GitHubDouble.Status::state)
                .containsExactly("success", "failure", "pending", "error");
        assertThat(github.statuses())
                .allSatisfy(each -> assertThat(each.target()).isEmpty());
    }

    @Test
    void aTokenThatIsNotAcceptedIsSaidToBe() {
        ForgeSettings wrong = new ForgeSettings(GitHubDouble.REPOSITORY, github.api(), "ghp_wrong");

        assertRefusal(() -> forge(wrong).read(1))
                .contains("does not accept the token", "REFGATE_FORGE_TOKEN or GITHUB_TOKEN", "Bad credentials")
                .doesNotContain("ghp_wrong");
    }

    @Test
    void theMissingPermissionIsNamed() {
        String said = "{\"message\":\"Resource not accessible by integration " + GitHubDouble.TOKEN + "\\n\u202e\"}";

        github.next(403, Map.of(), said);
        assertRefusal(() -> forge().open(REQUEST))
                .contains("the permission pull-requests: write", "it says: Resource not accessible by integration ***")
                .doesNotContain("\n", "\u202e");
        github.next(403, Map.of(), said);
        assertRefusal(() -> forge().read(1)).contains("the permission pull-requests: read");
        github.next(403, Map.of(), said);
        assertRefusal(() -> forge().post(new CommitId(git.head()), status(CommitStatus.State.SUCCESS)))
                .contains("the permission statuses: write");
        assertThat(pauses).isEmpty();
    }

    @Test
    void whatIsNotThereIsNamed() {
        ForgeSettings elsewhere = new ForgeSettings("acme/nothing", github.api(), GitHubDouble.TOKEN);

        assertRefusal(() -> forge().read(7)).contains("has no pull request #7 in acme/flows");
        assertRefusal(() -> forge(elsewhere).openTo("main"))
                .contains("acme/nothing", "--forge-repository owner/name", "pull-requests: read");
    }

    @Test
    void aBranchThatIsNotPushedIsNamedWithItsRemedy() {
        NewPullRequest unknown = new NewPullRequest("Title", "", "promote/production/plan-2", "main", false);

        assertRefusal(() -> forge().open(unknown))
                .contains("git push origin promote/production/plan-2", "Validation Failed");
    }

    @Test
    void whatGitHubDoesNotTakeIsSaidInItsWords() {
        forge().open(REQUEST);

        assertRefusal(() -> forge().open(REQUEST)).contains("A pull request already exists for acme:promote");
        assertRefusal(() -> forge().post(new CommitId("f".repeat(40)), status(CommitStatus.State.ERROR)))
                .contains("No commit found for SHA");
    }

    @Test
    void limitsAreWaitedForAsLongAsTheyAreShort() {
        github.next(429, Map.of("Retry-After", "5"), "{}");
        github.next(
                403,
                Map.of(
                        "x-ratelimit-remaining",
                        "0",
                        "x-ratelimit-reset",
                        Long.toString(NOW.plusSeconds(20).getEpochSecond())),
                "{}");

        assertThat(forge().openTo("main")).isEmpty();
        assertThat(pauses).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(20));

        github.next(403, Map.of("Retry-After", "3600"), "{}");
        assertRefusal(() -> forge().openTo("main")).contains("takes no more calls with this token for 3600 s");
        for (int i = 0; i < 9; i++) {
            github.next(429, Map.of("Retry-After", "10"), "{}");
        }
        assertRefusal(() -> forge().openTo("main")).contains("takes no more calls");
        assertThat(pauses).hasSize(2 + 6);
    }

    @Test
    void whatDoesNoHarmTwiceIsTriedAgain() {
        github.next(502, Map.of(), "<html>").next(500, Map.of(), "");
        assertThat(forge().openTo("main")).isEmpty();
        github.next(503, Map.of(), "");
        forge().post(new CommitId(git.head()), status(CommitStatus.State.SUCCESS));
        assertThat(github.statuses()).hasSize(1);

        github.next(500, Map.of(), "").next(500, Map.of(), "").next(500, Map.of(), "{\"message\":\"Sorry\"}");
        assertRefusal(() -> forge().openTo("main")).contains("answered 500", "Sorry");
    }

    @Test
    void openingIsNotTriedAgain() {
        github.next(500, Map.of(), "");

        assertRefusal(() -> forge().open(REQUEST)).contains("answered 500");
        assertThat(github.calls()).hasSize(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void aForgeThatHangsIsGivenUp() {
        answer = Duration.ofMillis(300);
        github.hang();

        assertRefusal(() -> forge().openTo("main")).contains("did not answer within");
    }

    @Test
    void aForgeThatIsNotThereIsNamed() {
        ForgeSettings nobody =
                new ForgeSettings(GitHubDouble.REPOSITORY, URI.create("http://127.0.0.1:1"), GitHubDouble.TOKEN);

        assertRefusal(() -> forge(nobody).openTo("main")).contains("http://127.0.0.1:1 cannot be reached");
        assertThat(pauses).hasSize(2);
    }

    @Test
    void somethingElseThatAnswersIsNotBelieved() {
        github.next(200, Map.of(), "<html>Log in</html>");
        assertRefusal(() -> forge().openTo("main")).contains("does not answer as GitHub's API does", "expected JSON");
        github.next(200, Map.of(), "{}");
        assertRefusal(() -> forge().openTo("main")).contains("expected a list");
        github.next(200, Map.of(), "{\"number\": 1}");
        assertRefusal(() -> forge().read(1)).contains("expected an object head");
    }

    @Test
    void theTokenIsNotTakenElsewhere() {
        github.next(301, Map.of("Location", "http://127.0.0.1:1/elsewhere"), "{}");

        assertRefusal(() -> forge().openTo("main")).contains("acme/flows has moved");
        assertThat(github.calls()).hasSize(1);
    }
}
