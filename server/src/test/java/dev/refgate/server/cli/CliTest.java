package dev.refgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.json.Json;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve",
                "run",
                "validate",
                "status",
                "history",
                "diff",
                "plan",
                "promote",
                "rollback",
                "release",
                "deployments",
                "drift",
                "restore",
                "name",
                "init",
                "demo"
            })
    void everyCommandExplainsItself(String command) {
        Cmd help = Cmd.run(command, "--help");

        assertThat(help.code()).isZero();
        assertThat(help.out()).startsWith("Usage: refgate " + command);
        assertThat(Cmd.run("help", command).out()).isEqualTo(help.out());
    }

    @Test
    void theProgramExplainsItself() {
        assertThat(Cmd.run("--help").out()).contains("serve", "validate", "Exit codes:", "64");
        assertThat(Cmd.run("--version").out()).startsWith("refgate ");
        assertThat(Cmd.run("--version").code()).isZero();
    }

    @Test
    void whatCannotBeUnderstoodEndsWith64() {
        Cmd nothing = Cmd.run();
        Cmd unknown = Cmd.run("serv");
        Cmd missing = Cmd.run("serve");

        assertThat(new int[] {nothing.code(), unknown.code(), missing.code()}).containsOnly(64);
        assertThat(nothing.err())
                .contains("serve, run, validate, test, smoke, status, triggers, history, diff, plan, promote, ");
        assertThat(unknown.err()).contains("serv", "refgate serve");
        assertThat(missing.err()).contains("--repository", "refgate serve --help");
    }

    @Test
    void runPrintsTheOutputs() {
        Samples.hello(folder);

        Cmd run = Cmd.run(
                "run",
                "hello",
                "--repository",
                folder.toString(),
                "--environment",
                "production",
                "--input",
                "name=Ada");

        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("success in ").contains("\"answer\" : \"Hello Ada\"");
    }

    @Test
    void runTakesInputsFromAFileAndFromThePipe() throws IOException {
        Samples.hello(folder);
        Path file = Files.writeString(folder.resolve("inputs.json"), "{\"name\": \"file\"}");
        String[] common = {"run", "hello", "--json", "--repository", folder.toString(), "--revision", "latest"};

        Cmd fromFile = Cmd.run(append(common, "--inputs", file.toString()));
        Cmd fromPipe = Cmd.runWithInput("{\"name\": \"pipe\"}", append(common, "--inputs", "-"));
        Cmd overridden = Cmd.run(append(common, "--inputs", file.toString(), "--input", "name=\"3\""));

        assertThat(answer(fromFile)).isEqualTo("Hello file");
        assertThat(answer(fromPipe)).isEqualTo("Hello pipe");
        assertThat(answer(overridden)).isEqualTo("Hello 3");
    }

    @Test
    void aRunThatFailsEndsWith3() {
        PlainGit git = Samples.hello(folder).write("workflows/failing/workflow.yml", """
                        version: 1
                        blocks:
                          - { id: halt, type: stop_if, condition: true, error: "not today" }
                        """);
        git.commit("Add a failing one");

        Cmd run = Cmd.run("run", "failing", "--repository", folder.toString(), "--environment", "development");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.out()).startsWith("failed in ").contains("not today");
    }

    @Test
    void whatCannotBeRunSaysWhyWithoutAStackTrace() {
        Samples.hello(folder);
        String repository = folder.toString();

        Cmd noEnvironment = Cmd.run("run", "hello", "--repository", repository);
        Cmd badInputs =
                Cmd.run("run", "hello", "--repository", repository, "--environment", "staging", "--input", "name=3");
        Cmd noFile = Cmd.run("run", "hello", "--repository", repository, "--inputs", "no-such-file");
        Cmd noWorkflow = Cmd.run("run", "nobody", "--repository", repository, "--environment", "staging");
        Cmd noRepository =
                Cmd.run("status", "--repository", folder.resolve("nothing").toString());

        assertThat(new int[] {noEnvironment.code(), badInputs.code(), noFile.code()})
                .containsOnly(64);
        assertThat(new int[] {noWorkflow.code(), noRepository.code()}).containsOnly(1);
        assertThat(noEnvironment.err()).contains("development", "staging", "production");
        for (Cmd cmd : new Cmd[] {noEnvironment, badInputs, noFile, noWorkflow, noRepository}) {
            assertThat(cmd.err()).startsWith("refgate: ").doesNotContain("\tat ", "not foreseen");
        }
        assertThat(Cmd.run("run", "nobody", "--repository", repository, "--environment", "staging", "--stacktrace")
                        .err())
                .contains("\tat dev.refgate");
    }

    @Test
    void validateCountsProblemsWithTheirPlaces() {
        PlainGit git = Samples.hello(folder);
        String good = git.git("rev-parse", "HEAD");
        git.write("workflows/hello/workflow.yml", "version: 1\nblocks: 7\nextra: 1\n");

        Cmd now = Cmd.run("validate", folder.toString());
        Cmd json = Cmd.run("validate", folder.toString(), "--format", "json");
        Cmd committed = Cmd.run("validate", folder.toString(), "--revision", good);

        assertThat(now.code()).isEqualTo(3);
        assertThat(now.out())
                .contains("workflows/hello/workflow.yml:2:", "workflows/hello/workflow.yml:3:", "2 problems.");
        assertThat(json.code()).isEqualTo(3);
        assertThat(Json.read(json.out().getBytes(StandardCharsets.UTF_8))).isInstanceOf(Map.class);
        assertThat(committed.code()).isZero();
        assertThat(committed.out().strip()).isEqualTo("No problems.");
        assertThat(Cmd.run("validate", folder.resolve("nothing").toString()).code())
                .isEqualTo(64);
    }

    @Test
    void validateMarksLinesFromTheRootOfTheRepository() {
        PlainGit git = Samples.hello(folder);
        git.write("monorepo/refgate.yml", "version: 2\n");

        Cmd root = Cmd.run("validate", folder.toString(), "--format", "github");
        Cmd below = Cmd.run("validate", folder.resolve("monorepo").toString(), "--format", "github");

        assertThat(root.code()).isZero();
        assertThat(root.out().strip()).isEqualTo("No problems.");
        assertThat(below.code()).isEqualTo(3);
        assertThat(below.out().lines().toList())
                .anyMatch(line ->
                        line.startsWith("::error file=monorepo/refgate.yml,line=1,col=10,title=refgate validate::"));
    }

    @Test
    void theExampleHasNoProblems() {
        Cmd cmd = Cmd.run("validate", Samples.SUPPORT_TRIAGE.toString());

        assertThat(cmd.out().strip()).isEqualTo("No problems.");
    }

    @Test
    void statusIsATableOfEnvironments() {
        PlainGit git = Samples.hello(folder);
        String commit = git.git("rev-parse", "HEAD").substring(0, 12);
        git.git("update-ref", "-d", "refs/heads/env/staging");

        Cmd status = Cmd.run("status", "--repository", folder.toString());

        assertThat(status.code()).isZero();
        assertThat(status.out().lines().toList())
                .contains("source main, refgate.yml of " + commit)
                .anyMatch(line -> line.matches("production +refs/heads/env/production +" + commit + " +ok"))
                .anyMatch(line -> line.matches("staging +refs/heads/env/staging +- +.*does not exist.*"));
    }

    @Test
    void whatInitWritesRunsAfterTheCommandsThatItPrints() {
        Path target = folder.resolve("new one");

        Cmd init = Cmd.run("init", target.toString());
        init.out()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("git "))
                .forEach(line -> PlainGit.shell(folder, line));
        Cmd validated = Cmd.run("validate", target.toString());
        Cmd run = Cmd.run("run", "hello", "--repository", target.toString(), "--environment", "production");

        assertThat(init.code()).isZero();
        assertThat(validated.out().strip()).isEqualTo("No problems.");
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("Hello, World!");
    }

    @Test
    void initChangesNothingThatIsThere() throws IOException {
        Files.writeString(folder.resolve("refgate.yml"), "mine");

        Cmd init = Cmd.run("init", folder.toString());

        assertThat(init.code()).isEqualTo(1);
        assertThat(init.err()).contains("refgate.yml is there already");
        assertThat(folder.resolve("refgate.yml")).hasContent("mine");
        assertThat(folder.resolve("workflows")).doesNotExist();
    }

    private static Object answer(Cmd run) {
        Map<?, ?> answer = (Map<?, ?>) Json.read(run.out().getBytes(StandardCharsets.UTF_8));
        return ((Map<?, ?>) answer.get("outputs")).get("answer");
    }

    private static String[] append(String[] arguments, String... more) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return all;
    }
}
