package dev.refgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Content that has to stay in one environment for a while before it may enter the next. */
class SoakCommandTest {
    private static final String FILE = "workflows/hello/workflow.yml";

    @TempDir
    private Path folder;

    private PlainGit git;

    @BeforeEach
    void deployToStaging() {
        git = PlainGit.init(folder.resolve("repository")).write(FILE, Samples.workflow("Hello"));
        soak("1h");
        assertThat(refgate("promote", "--to", "staging").code()).isZero();
    }

    private void soak(String duration) {
        git.write("refgate.yml", """
                version: 1
                source: main
                environments:
                  development: { ref: refs/heads/main }
                  staging: { ref: refs/heads/env/staging, from: development }
                  production:
                    ref: refs/heads/env/production
                    from: staging
                    override: [soak]
                    gates: [{ type: soak, duration: %s }]
                """.formatted(duration));
        git.commit("Soak for " + duration);
    }

    private Cmd refgate(String command, String... more) {
        return Cmd.run(CliArguments.with(git.folder(), command).and(more));
    }

    private String production() {
        return git.git("for-each-ref", "--format=%(objectname)", "refs/heads/env/production");
    }

    @Test
    void untilThenItEndsWith4AndSaysWhenItIsReady() {
        Cmd plan = refgate("plan", "--to", "production");
        Cmd promote = refgate("promote", "--to", "production");

        assertThat(plan.code()).isEqualTo(4);
        assertThat(plan.out()).containsPattern("soak +pending +hello: in staging since \\S+, ready at \\S+");
        assertThat(promote.code()).isEqualTo(4);
        assertThat(promote.err()).contains("gate soak pending", "ready at");
        assertThat(production()).isEmpty();
    }

    @Test
    void afterwardsItMovesAndTheRecordSaysHowLongItWas() {
        soak("1s");

        await().atMost(Duration.ofSeconds(30))
                .until(() -> refgate("plan", "--to", "production").code() == 0);
        Cmd promote = refgate("promote", "--to", "production");

        assertThat(promote.code()).as(promote.err()).isZero();
        assertThat(git.git("log", "-1", "--format=%(trailers:key=Gate-soak,valueonly)", "env/production"))
                .startsWith("passed")
                .contains("in staging for");
    }

    @Test
    void anOverrideIsRecordedWithItsReason() {
        Cmd promote = refgate("promote", "--to", "production", "--override", "soak", "--reason", "It burns");

        assertThat(promote.code()).as(promote.err()).isZero();
        assertThat(git.git("log", "-1", "--format=%(trailers:key=Gate-soak,valueonly)", "env/production"))
                .startsWith("overridden")
                .contains("It burns");
    }

    @Test
    void contentThatOthersPutThereIsPendingHoweverOldItSaysItIs() {
        git.write(FILE, Samples.workflow("Hi")).commit("Say Hi");
        git.git(
                "-c",
                "user.name=Eve",
                "update-ref",
                "refs/heads/env/staging",
                PlainGit.shell(
                        git.folder(),
                        "GIT_COMMITTER_DATE='2001-01-01T00:00:00Z' git commit-tree $(git rev-parse main^{tree}) -p env/staging -m x"));

        Cmd promote = refgate("promote", "--to", "production");

        assertThat(promote.code()).isEqualTo(4);
        assertThat(promote.err()).contains("gate soak pending", "nobody has seen since when it is in staging");
        assertThat(production()).isEmpty();
    }
}
