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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sixteen processes that want to move one environment at the same time. */
@Timeout(300)
class PromotionRaceIT {
    private static final int MANY = 16;
    private static final String LANDED = "(?s).*promote dep-[0-9a-f]{16} in .*";
    private static final List<CommandProcess> PROCESSES = new ArrayList<>();

    @TempDir
    private static Path caches;

    @TempDir
    private Path folder;

    /** Where the team works. */
    private PlainGit git;

    /** Where the environments are: here, or in the remote. */
    private PlainGit truth;

    private Place place = Place.LOCAL;

    private enum Place {
        LOCAL,
        REMOTE
    }

    @BeforeAll
    static void startProcesses() {
        IntStream.range(0, MANY).forEach(i -> PROCESSES.add(CommandProcess.start(caches.resolve("cache" + i))));
    }

    @AfterAll
    static void endProcesses() {
        PROCESSES.forEach(CommandProcess::close);
    }

    /** A repository alone, or a bare remote and the clone that all processes name it by. */
    private void create(Place wanted) {
        place = wanted;
        git = PlainGit.init(folder.resolve("repository")).write("refgate.yml", Samples.POLICY);
        git.commit("Declare the environments");
        truth = git;
        if (place == Place.REMOTE) {
            Path remote = folder.resolve("remote.git");
            git.git("clone", "--quiet", "--bare", ".", remote.toString());
            git.git("remote", "add", "origin", remote.toString());
            truth = PlainGit.at(remote);
        }
    }

    private CliArguments refgate(String... command) {
        CliArguments arguments = CliArguments.with(git.folder(), command);
        return place == Place.LOCAL ? arguments : new CliArguments(List.of(arguments.and("--remote", "origin")));
    }

    private void publish() {
        if (place == Place.REMOTE) {
            git.git("push", "--quiet", "origin", "main");
        }
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
        assertThat(truth.git("for-each-ref", "refs/heads/env")).isEmpty();
        return run(i -> promote(words.apply(i)));
    }

    private static List<Cmd> run(IntFunction<String[]> commands) {
        IntStream.range(0, MANY).forEach(i -> PROCESSES.get(i).begin(commands.apply(i)));
        return PROCESSES.stream().map(CommandProcess::end).toList();
    }

    private String[] promote(List<String> words, String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return refgate("promote", "--to", "staging", "--actor", "Ada <ada@example.com>")
                .and(all.toArray(String[]::new));
    }

    private static List<Cmd> landed(List<Cmd> done) {
        return done.stream().filter(cmd -> cmd.out().matches(LANDED)).toList();
    }

    /** The deployments are a chain of commits of one parent each, on the empty root, and all are on record. */
    private void assertLinear(int deployments) {
        List<String> commits =
                truth.git("rev-list", "--parents", "env/staging").lines().toList();
        assertThat(commits).hasSize(deployments + 1);
        for (int i = 0; i < deployments; i++) {
            assertThat(commits.get(i).split(" "))
                    .hasSize(2)
                    .endsWith(commits.get(i + 1).split(" ")[0]);
        }
        assertThat(truth.git("fsck", "--strict", "--full", "--no-progress", "--no-dangling"))
                .isEmpty();
        assertThat(git.git("status", "--porcelain")).isEmpty();
        Cmd ledger = Cmd.runWithVariables(
                Map.of("XDG_CACHE_HOME", caches.resolve("cache0").toString()),
                refgate("deployments", "staging", "--json").and());
        Map<?, ?> page = (Map<?, ?>) Json.read(ledger.out().getBytes(StandardCharsets.UTF_8));
        assertThat((List<?>) page.get("deployments"))
                .hasSize(deployments)
                .allSatisfy(each -> assertThat(((Map<?, ?>) each).get("external"))
                        .as(ledger.out())
                        .isEqualTo(false));
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void differentWorkflowsAllLand(Place place) {
        create(place);
        IntStream.range(0, MANY).forEach(i -> change(name(i), "Hello"));
        publish();

        List<Cmd> done = race(i -> List.of("--workflow", name(i)));

        assertThat(done).allSatisfy(cmd -> assertThat(cmd.code()).as(cmd.err()).isZero());
        assertThat(landed(done)).hasSize(MANY);
        assertThat(truth.git("rev-parse", "env/staging:workflows")).isEqualTo(git.git("rev-parse", "main:workflows"));
        assertLinear(MANY);
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void ofTheSameContentOneLandsAndTheOthersFindItDone(Place place) {
        create(place);
        change("hello", "Hello");
        publish();

        List<Cmd> done = race(i -> List.of("--workflow", "hello"));

        assertThat(done).allSatisfy(cmd -> assertThat(cmd.code()).as(cmd.err()).isZero());
        assertThat(landed(done)).hasSize(1);
        assertThat(done.stream().filter(cmd -> cmd.out().contains("Nothing to move to staging.")))
                .hasSize(MANY - 1);
        assertLinear(1);
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void ofDifferentContentsOfOneWorkflowOneLandsAndTheOthersAreStale(Place place) {
        create(place);
        IntStream.range(0, MANY).forEach(i -> change("hello", "Hello " + i));
        publish();
        List<Path> plans = IntStream.range(0, MANY)
                .mapToObj(i -> folder.resolve(i + ".json"))
                .toList();
        List<Cmd> planned =
                run(i -> refgate("plan", "--to", "staging", "--workflow", "hello", "--revision", "r" + (i + 1))
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
        assertThat(truth.git("show", "env/staging:workflows/hello/workflow.yml"))
                .contains("\"Hello " + winner + " {{");
        assertLinear(1);
    }
}
