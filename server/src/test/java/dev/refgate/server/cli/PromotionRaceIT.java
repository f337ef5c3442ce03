package dev.refgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.json.Json;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sixteen processes that want to move one environment at the same time. */
@Timeout(300)
class PromotionRaceIT {
    private static final int MANY = 16;
    private static final String LANDED = "(?s).*promote dep-[0-9a-f]{16} in .*";
    private static final List<CommandProcess> PROCESSES = new ArrayList<>();

    @TempDir
    private Path folder;

    private PlainGit git;

    @BeforeAll
    static void startProcesses() {
        IntStream.range(0, MANY).forEach(i -> PROCESSES.add(CommandProcess.start()));
    }

    @AfterAll
    static void endProcesses() {
        PROCESSES.forEach(CommandProcess::close);
    }

    @BeforeEach
    void create() {
        git = PlainGit.init(folder.resolve("repository")).write("refgate.yml", Samples.POLICY);
    }

    private static String name(int number) {
        return "hello-" + number;
    }

    private void change(String workflow, String greeting) {
        git.write("workflows/" + workflow + "/workflow.yml", Samples.workflow(greeting))
                .commit("Let " + workflow + " say " + greeting);
    }

    /** Each process does all of it but the move, so that everything is loaded; then all move at once. */
    private List<Cmd> race(IntFunction<List<String>> words) {
        List<Cmd> rehearsed = run(i -> promote(words.apply(i), "--dry-run"));
        assertThat(rehearsed)
                .allSatisfy(cmd -> assertThat(cmd.code()).as(cmd.err()).isZero());
        assertThat(git.git("for-each-ref", "refs/heads/env")).isEmpty();
        return run(i -> promote(words.apply(i)));
    }

    private static List<Cmd> run(IntFunction<String[]> commands) {
        IntStream.range(0, MANY).forEach(i -> PROCESSES.get(i).begin(commands.apply(i)));
        return PROCESSES.stream().map(CommandProcess::end).toList();
    }

    private String[] promote(List<String> words, String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return CliArguments.with(git.folder(), "promote", "--to", "staging", "--actor", "Ada <ada@example.com>")
                .and(all.toArray(String[]::new));
    }

    private static List<Cmd> landed(List<Cmd> done) {
        return done.stream().filter(cmd -> cmd.out().matches(LANDED)).toList();
    }

    /** The deployments are a chain of commits of one parent each, on the empty root, and all are on record. */
    private void assertLinear(int deployments) {
        List<String> commits =
                git.git("rev-list", "--parents", "env/staging").lines().toList();
        assertThat(commits).hasSize(deployments + 1);
        for (int i = 0; i < deployments; i++) {
            assertThat(commits.get(i).split(" "))
                    .hasSize(2)
                    .endsWith(commits.get(i + 1).split(" ")[0]);
        }
        assertThat(git.git("fsck", "--strict", "--full", "--no-progress", "--no-dangling"))
                .isEmpty();
        assertThat(git.git("status", "--porcelain")).isEmpty();
        Cmd ledger = Cmd.run(CliArguments.with(git.folder(), "deployments", "staging", "--json")
                .and());
        Map<?, ?> page = (Map<?, ?>) Json.read(ledger.out().getBytes(StandardCharsets.UTF_8));
        assertThat((List<?>) page.get("deployments"))
                .hasSize(deployments)
                .allSatisfy(each -> assertThat(((Map<?, ?>) each).get("external"))
                        .as(ledger.out())
                        .isEqualTo(false));
    }

    @Test
    void differentWorkflowsAllLand() {
        IntStream.range(0, MANY).forEach(i -> change(name(i), "Hello"));

        List<Cmd> done = race(i -> List.of("--workflow", name(i)));

        assertThat(done).allSatisfy(cmd -> assertThat(cmd.code()).as(cmd.err()).isZero());
        assertThat(landed(done)).hasSize(MANY);
        assertThat(git.git("rev-parse", "env/staging:workflows")).isEqualTo(git.git("rev-parse", "main:workflows"));
        assertLinear(MANY);
    }

    @Test
    void ofTheSameContentOneLandsAndTheOthersFindItDone() {
        change("hello", "Hello");

        List<Cmd> done = race(i -> List.of("--workflow", "hello"));

        assertThat(done).allSatisfy(cmd -> assertThat(cmd.code()).as(cmd.err()).isZero());
        assertThat(landed(done)).hasSize(1);
        assertThat(done.stream().filter(cmd -> cmd.out().contains("Nothing to move to staging.")))
                .hasSize(MANY - 1);
        assertLinear(1);
    }

    @Test
    void ofDifferentContentsOfOneWorkflowOneLandsAndTheOthersAreStale() {
        IntStream.range(0, MANY).forEach(i -> change("hello", "Hello " + i));
        List<Path> plans = IntStream.range(0, MANY)
                .mapToObj(i -> folder.resolve(i + ".json"))
                .toList();
        List<Cmd> planned = run(i -> CliArguments.with(
                        git.folder(), "plan", "--to", "staging", "--workflow", "hello", "--revision", "r" + (i + 1))
                .and("--out", plans.get(i).toString()));
        assertThat(planned)
                .allSatisfy(cmd -> assertThat(cmd.code()).as(cmd.err()).isZero());

        List<Cmd> done = race(i -> List.of("--plan", plans.get(i).toString()));

        assertThat(landed(done))
                .hasSize(1)
                .allSatisfy(cmd -> assertThat(cmd.code()).isZero());
        assertThat(done.stream().filter(cmd -> cmd.code() == 5))
                .hasSize(MANY - 1)
                .allSatisfy(cmd -> assertThat(cmd.err()).contains("does not hold any longer", "plan anew"));
        int winner = done.indexOf(landed(done).get(0));
        assertThat(git.git("show", "env/staging:workflows/hello/workflow.yml")).contains("\"Hello " + winner + " {{");
        assertLinear(1);
    }
}
