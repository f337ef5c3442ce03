package dev.refgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.promotion.ForgeSettings;
import dev.refgate.server.testing.ForgeStub;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code promote --pull-request}, {@code check}, and what diff and deployments say of pull requests. */
class PullRequestCommandsTest {
    private static final String FILE = "workflows/hello/workflow.yml";
    private static final String TOKEN = "ghp_hunter2";

    @TempDir
    private Path folder;

    private PlainGit git;
    private ForgeStub forge;
    private final Map<String, String> variables = new LinkedHashMap<>();

    @BeforeEach
    void create() throws IOException {
        git = PlainGit.init(folder.resolve("repository"))
                .write("refgate.yml", Samples.POLICY)
                .write(FILE, Samples.workflow("Hello"));
        git.commit("Add hello");
        promote("staging");
        promote("production");
        git.write(FILE, Samples.workflow("Hi")).commit("Say Hi");
        promote("staging");
        forge = new ForgeStub(git);
        variables.put("REFGATE_FORGE_TOKEN", TOKEN);
        variables.put("GITHUB_TOKEN", "another");
        variables.put("GITHUB_API_URL", forge.url());
        variables.put("GITHUB_REPOSITORY", "acme/flows");
    }

    @AfterEach
    void close() {
        forge.close();
    }

    private void promote(String environment) {
        Cmd promoted = refgate("promote", "--to", environment);
        assertThat(promoted.code()).as(promoted.err()).isZero();
    }

    private Cmd refgate(String command, String... more) {
        Cmd cmd = Cmd.runWithVariables(
                variables, CliArguments.with(git.folder(), command).and(more));
        assertThat(cmd.out() + cmd.err()).doesNotContain("hunter2");
        return cmd;
    }

    @Test
    void aPullRequestIsOpenedFoundCheckedAndMerged() {
        String before = git.git("rev-parse", "env/production");

        Cmd opened = refgate("promote", "--to", "production", "--pull-request", "--draft", "--reason", "Shorter");
        Cmd found = refgate("promote", "--to", "production", "--pull-request");
        Cmd dry = refgate("check", "--pull-request", "7", "--dry-run");
        Cmd check = refgate("check", "--pull-request", "7", "--target-url", "https://ci.example/7");

        assertThat(opened.code()).as(opened.err()).isZero();
        assertThat(opened.out())
                .startsWith("pull request #7 opened: https://github.example/acme/flows/pull/7")
                .containsPattern("commit [0-9a-f]{40} on promote/production/plan-[0-9a-f]{16}")
                .containsPattern("from +passed");
        assertThat(opened.err()).contains("Next: refgate check --pull-request 7");
        assertThat(found.code()).isZero();
        assertThat(found.out()).startsWith("pull request #7 is open already");
        assertThat(dry.out()).contains("would post refgate/production success on ");
        assertThat(check.code()).as(check.err()).isZero();
        assertThat(check.out())
                .contains("pull request #7 to production", "posted refgate/production success", "all gates are open")
                .containsPattern("merge +passed +changes 1 workflow");
        assertThat(git.git("rev-parse", "env/production")).isEqualTo(before);
        List<Map<String, Object>> received = forge.received();
        assertThat(received).hasSize(2);
        assertThat(received.get(0)).containsEntry("draft", true).containsEntry("base", "env/production");
        assertThat(received.get(1)).containsEntry("target_url", "https://ci.example/7");
        assertThat(forge.tokens()).containsOnly("Bearer " + TOKEN);

        git.git(
                "worktree",
                "add",
                "--quiet",
                "--detach",
                folder.resolve("merge").toString(),
                "env/production");
        PlainGit.shell(
                folder.resolve("merge"),
                "git merge --quiet --no-ff -m Merge " + received.get(0).get("head"));
        git.updateRef("refs/heads/env/production", PlainGit.shell(folder.resolve("merge"), "git rev-parse HEAD"));
        Cmd deployments = refgate("deployments", "production");
        assertThat(deployments.out().lines().toList().get(1)).contains(" promote ", "Shorter");
    }

    @Test
    void aGateThatIsPendingEndsWith4AndMergingAllTheSameIsUngated() {
        git.write(
                        "refgate.yml",
                        Samples.POLICY.replace(
                                "from: staging }", "from: staging, gates: [{ type: soak, duration: 30m }] }"))
                .commit("Soak");
        assertThat(refgate("promote", "--to", "production", "--pull-request").code())
                .isZero();

        Cmd check = refgate("check", "--pull-request", "7");
        git.updateRef(
                "refs/heads/env/production",
                git.git("rev-parse", String.valueOf(forge.received().get(0).get("head"))));
        Cmd deployments = refgate("deployments", "production");
        Cmd json = refgate("deployments", "production", "--json");

        assertThat(check.code()).isEqualTo(4);
        assertThat(check.out()).contains("posted refgate/production pending");
        assertThat(deployments.out()).contains("promote, ungated");
        assertThat(json.out()).contains("\"ungated\" : true", "\"ungated\" : false");
    }

    @Test
    void aGateThatSaysNoEndsWith3() {
        assertThat(refgate("promote", "--to", "production", "--pull-request").code())
                .isZero();
        git.write(FILE, Samples.workflow("Hey")).commit("Say Hey");
        promote("staging");

        Cmd check = refgate("check", "--pull-request", "7", "--environment", "production");

        assertThat(check.code()).isEqualTo(3);
        assertThat(check.out()).contains("posted refgate/production failure").containsPattern("from +failed");
        assertThat(forge.received().get(1)).containsEntry("state", "failure");
    }

    @Test
    void whatIsMissingIsSaid() {
        variables.remove("GITHUB_REPOSITORY");
        Cmd noRepository = refgate("check", "--pull-request", "7");
        variables.put("GITHUB_REPOSITORY", "acme/flows");
        variables.remove("REFGATE_FORGE_TOKEN");
        variables.remove("GITHUB_TOKEN");
        Cmd noToken = refgate("promote", "--to", "production", "--pull-request");
        variables.put("GITHUB_TOKEN", TOKEN);
        Cmd nobody = refgate("check", "--pull-request", "7", "--forge-url", "http://127.0.0.1:1");
        Cmd clear = refgate("check", "--pull-request", "7", "--forge-url", "http://github.example");

        assertThat(new int[] {noRepository.code(), noToken.code(), clear.code()})
                .containsOnly(64);
        assertThat(noRepository.err()).contains("--forge-repository owner/name, or GITHUB_REPOSITORY");
        assertThat(noToken.err()).contains("REFGATE_FORGE_TOKEN or GITHUB_TOKEN");
        assertThat(nobody.code()).isEqualTo(6);
        assertThat(nobody.err()).contains("http://127.0.0.1:1 cannot be reached");
        assertThat(git.git("for-each-ref", "refs/heads/promote")).isEmpty();
    }

    @Test
    void aPullRequestsHeadIsASideOfADiff() {
        git.updateRef("refs/pull/42/head", git.git("rev-parse", "main"));

        Cmd byPath = refgate("diff", "production", "pr/42");
        Cmd byNumber = refgate("diff", "production", "#42");
        Cmd missing = refgate("diff", "production", "pr/43");

        assertThat(byPath.code()).as(byPath.err()).isZero();
        assertThat(byPath.out()).contains("pr/42 (", "hello", "Hi");
        assertThat(byNumber.out()).contains("#42 (");
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("fetch origin refs/pull/43/head:refs/pull/43/head");
    }

    @Test
    void aRemoteGetsTheBranchAndHasThePullRequestsHead() throws IOException {
        git.git("clone", "--quiet", "--bare", ".", folder.resolve("remote.git").toString());
        PlainGit remote = PlainGit.at(folder.resolve("remote.git"));
        variables.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        try (ForgeStub hosted = new ForgeStub(remote)) {
            String[] more = {"--remote", remote.folder().toString(), "--forge-url", hosted.url()};
            Cmd opened = Cmd.runWithVariables(
                    variables,
                    CliArguments.with(git.folder(), "promote", "--to", "production", "--pull-request")
                            .and(more));
            remote.git(
                    "update-ref",
                    "refs/pull/7/head",
                    String.valueOf(hosted.received().get(0).get("head")));
            Cmd check = Cmd.runWithVariables(
                    variables,
                    CliArguments.with(git.folder(), "check", "--pull-request", "7")
                            .and(more));
            Cmd diff = Cmd.runWithVariables(
                    variables,
                    CliArguments.with(git.folder(), "diff", "production", "pr/7")
                            .and("--remote", remote.folder().toString()));

            assertThat(opened.code()).as(opened.err()).isZero();
            assertThat(remote.git("for-each-ref", "--format=%(refname)", "refs/heads/promote"))
                    .matches("refs/heads/promote/production/plan-[0-9a-f]{16}");
            assertThat(git.git("for-each-ref", "refs/heads/promote")).isEmpty();
            assertThat(check.code()).as(check.err()).isZero();
            assertThat(check.out()).contains("posted refgate/production success");
            assertThat(diff.out()).contains("pr/7 (", "Hi");
        }
    }

    @Test
    void aTokenIsNotSentToAHostThatNobodyNamed() {
        variables.remove("GITHUB_API_URL");
        variables.remove("GITHUB_REPOSITORY");
        ForgeOptions options = new ForgeOptions();
        Console console = new Console(System.in, System.out, System.err, variables);

        assertThat(options.settings(console, Optional.of("https://github.com/acme/flows.git"))
                        .api())
                .isEqualTo(ForgeSettings.GITHUB);
        assertThatThrownBy(() -> options.settings(console, Optional.of("https://git.example/acme/flows")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("--forge-url https://git.example/api/v3");
    }
}
