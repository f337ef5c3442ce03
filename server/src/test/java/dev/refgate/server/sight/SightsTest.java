package dev.refgate.server.sight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.Refgate;
import dev.refgate.environment.Settings;
import dev.refgate.gate.GateSettings;
import dev.refgate.run.RunLimits;
import dev.refgate.server.database.Database;
import dev.refgate.server.http.Changing;
import dev.refgate.server.http.HttpServer;
import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.SettableClock;
import dev.refgate.server.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Content that others moved has soaked from the moment on when the server saw it. */
final class SightsTest {
    private static final String POLICY = """
            version: 1
            source: main
            environments:
              development: { ref: refs/heads/main }
              staging: { ref: refs/heads/env/staging, from: development }
              production:
                ref: refs/heads/env/production
                from: staging
                gates: [{ type: soak, duration: 30m }]
            """;

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(Instant.now());
    private PlainGit git;
    private Database database;
    private Refgate refgate;
    private Sights sights;
    private TestServer server;

    @BeforeEach
    void create() throws Exception {
        git = PlainGit.init(folder.resolve("repository"))
                .write("refgate.yml", POLICY)
                .write("workflows/hello/workflow.yml", Samples.workflow("Hello"))
                .write("workflows/other/workflow.yml", Samples.workflow("Other"));
        git.commit("Begin");
        Files.createDirectory(folder.resolve("data"));
        start();
    }

    private void start() {
        database = Database.embedded(folder.resolve("data"));
        refgate = Refgate.open(
                git.folder(), new Refgate.Options(Optional.empty(), Settings.none(), RunLimits.DEFAULT, clock));
        sights = new Sights(refgate, database, clock);
        server = TestServer.serve(
                refgate, HttpServer.Options.defaults().with(new Changing(GateSettings.none(), false, sights)));
    }

    @AfterEach
    void stop() {
        server.close();
        sights.close();
        database.close();
    }

    private void moveByHand(String revision) {
        git.updateRef("refs/heads/env/staging", git.git("rev-parse", revision));
        sights.look();
    }

    private String change(String greeting) {
        git.write("workflows/hello/workflow.yml", Samples.workflow(greeting));
        return git.commit("Say " + greeting);
    }

    private Answer promote(String... workflows) {
        String body = workflows.length == 0 ? "{}" : "{\"workflows\": [\"" + String.join("\", \"", workflows) + "\"]}";
        return server.post("/v2/environments/production/promote", body);
    }

    @Test
    void aMoveByHandSoaksFromItsFirstSightOnAlsoThroughARestart() {
        moveByHand("HEAD");
        clock.advance(Duration.ofMinutes(20));
        Answer early = promote();
        assertThat(early.status()).as(early.toString()).isEqualTo(425);
        assertThat(early.toString()).contains("hello: in staging since", "ready at");

        stop();
        start();
        clock.advance(Duration.ofMinutes(9));
        assertThat(promote().status()).as("29 minutes").isEqualTo(425);
        clock.advance(Duration.ofMinutes(2));

        Answer late = promote();
        assertThat(late.status()).as(late.toString()).isEqualTo(200);
        assertThat(git.git("log", "-1", "--format=%(trailers:key=Gate-soak,valueonly)", "env/production"))
                .contains("passed", "in staging for 31m");
    }

    @Test
    void eachWorkflowHasItsOwnTimeAndContentThatComesBackBeginsAnew() {
        String first = git.git("rev-parse", "HEAD");
        moveByHand("HEAD");
        clock.advance(Duration.ofMinutes(40));
        change("Bonjour");
        moveByHand("HEAD");

        Answer hello = promote("hello");
        assertThat(hello.status()).as(hello.toString()).isEqualTo(425);
        assertThat(promote("other").status()).isEqualTo(200);

        clock.advance(Duration.ofMinutes(10));
        moveByHand(first);
        clock.advance(Duration.ofMinutes(25));
        assertThat(promote("hello").status()).as("back for 25 minutes").isEqualTo(425);
        clock.advance(Duration.ofMinutes(6));
        assertThat(promote("hello").status()).isEqualTo(200);
    }

    @Test
    void aDateInACommitCountsForNothingAndAPlanLooksByItself() {
        PlainGit.shell(
                git.folder(),
                "GIT_AUTHOR_DATE=2001-01-01T00:00:00Z GIT_COMMITTER_DATE=2001-01-01T00:00:00Z git commit -q --allow-empty"
                        + " -m Old");
        git.updateRef("refs/heads/env/staging", git.git("rev-parse", "HEAD"));

        assertThat(promote().status()).isEqualTo(425);
        clock.advance(Duration.ofMinutes(31));
        assertThat(promote().status())
                .as("the first promotion saw it, and began to count")
                .isEqualTo(200);
    }

    @Test
    void anEnvironmentThatIsAwayDisturbsNobodyAndComesBack() {
        moveByHand("HEAD");
        String tip = git.git("rev-parse", "env/staging");
        git.git("update-ref", "-d", "refs/heads/env/staging");
        sights.look();
        assertThat(promote().status()).isGreaterThanOrEqualTo(400).isLessThan(500);
        git.updateRef("refs/heads/env/staging", tip);
        clock.advance(Duration.ofMinutes(31));
        sights.look();

        assertThat(promote().status()).isEqualTo(200);
    }

    @Test
    void serversThatShareADatabaseKeepTheFirstTime() {
        moveByHand("HEAD");
        Instant first = clock.instant();
        clock.advance(Duration.ofMinutes(10));
        try (Database beside = Database.beside(folder.resolve("data"));
                Sights other = new Sights(refgate, beside, clock)) {
            other.look();
            assertThat(new SightTable(beside).read("staging").values())
                    .hasSize(2)
                    .allSatisfy(
                            sight -> assertThat(sight.since().toEpochMilli()).isEqualTo(first.toEpochMilli()));
        }
    }
}
