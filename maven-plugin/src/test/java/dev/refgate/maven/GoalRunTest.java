package dev.refgate.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.ExitCode;
import dev.refgate.Refgate;
import dev.refgate.document.Location;
import dev.refgate.document.Problem;
import dev.refgate.error.ConflictException;
import dev.refgate.error.RemoteException;
import dev.refgate.report.Sheet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoalRunTest {
    private static final Result NO =
            Reports.problems(List.of(new Problem(new Location("refgate.yml", 3, 1), "enviroments: unknown key")));

    @TempDir
    Path folder;

    @Test
    void aYesIsWrittenAndTheBuildGoesOn() throws Exception {
        run(false, () -> Result.of("staging has moved", Sheet.of("promote 1234 in staging"), Map.of("a", 1L)));

        assertThat(verdict()).containsEntry("verdict", "done").containsEntry("exit_code", 0L);
        assertThat(read("promote.json")).isEqualTo(Map.of("a", 1L));
        assertThat(Files.readString(folder.resolve("out/promote.md"))).contains("promote 1234 in staging");
        assertThat(Files.readString(folder.resolve("out/promote.html"))).contains("promote 1234 in staging");
    }

    @Test
    void aNoFailsTheBuildVerdictFirstThenTheReasonThenTheCommand() throws IOException {
        assertThatThrownBy(() -> run(false, () -> NO))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("""
                        NO: 1 problem
                        refgate.yml:3:1: enviroments: unknown key
                        Next: mvn refgate:plan -Drefgate.to=staging -Drefgate.remote='a b'""")
                .hasNoCause();

        assertThat(verdict()).containsEntry("verdict", "no").containsEntry("exit_code", 3L);
    }

    @Test
    void aNoCanBeMadeAWarning() throws Exception {
        run(true, () -> NO);

        assertThat(verdict()).containsEntry("verdict", "no");
    }

    @Test
    void aStalePlanIsANo() throws IOException {
        assertThatThrownBy(() -> run(false, () -> {
                    throw new ConflictException("plan: plan-1 does not hold any longer");
                }))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith("STALE: plan: plan-1 does not hold any longer\nNext: mvn refgate:plan");

        assertThat(verdict()).containsEntry("exit_code", (long) ExitCode.STALE);
    }

    @Test
    void breakageIsAnErrorWithItsMessageAlone() throws IOException {
        assertThatThrownBy(() -> run(true, () -> {
                    throw new RemoteException("remote: nobody answers (try --remote URL)");
                }))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageStartingWith(
                        "REMOTE: remote: nobody answers (try -Drefgate.remote=URL)\nNext: check the address")
                .hasNoCause();

        assertThat(verdict()).containsEntry("verdict", "remote").containsEntry("exit_code", 6L);
    }

    @Test
    void whatWasNotForeseenKeepsItsCause() throws IOException {
        assertThatThrownBy(() -> run(true, () -> {
                    throw new IllegalStateException("a bug");
                }))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("IllegalStateException: a bug")
                .hasCauseInstanceOf(IllegalStateException.class);

        assertThat(verdict()).containsEntry("verdict", "error");
    }

    @Test
    void executionsWithAnIdHaveFilesOfTheirOwn() {
        assertThat(new ResultFiles(folder, "promote", "default-cli").name()).isEqualTo("promote");
        assertThat(new ResultFiles(folder, "promote", "to production/1").name()).isEqualTo("to_production_1");
    }

    private void run(boolean ignoresNo, Supplier<Result> question) throws MojoExecutionException, MojoFailureException {
        Properties given = new Properties();
        given.setProperty("refgate.remote", "a b");
        given.setProperty("refgate.to", "staging");
        new GoalRun(
                        new ResultFiles(folder.resolve("out"), "promote", "default-cli"),
                        new Hints("promote", "refgate", given),
                        ignoresNo,
                        new SystemStreamLog())
                .answer(question, "plan -Drefgate.to=staging");
    }

    @SuppressWarnings("unchecked") // the reader's maps have such keys
    private Map<String, Object> verdict() throws IOException {
        return (Map<String, Object>) read("result.json");
    }

    private Object read(String file) throws IOException {
        return Refgate.json().read(Files.readAllBytes(folder.resolve("out").resolve(file)));
    }
}
