package dev.refgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.json.Json;
import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs of what is on record. */
@Timeout(120)
class RerunTest {
    private static final String PRODUCTION = "?environment=production";

    /** The last block fails, unless it is mended; the first one puts out something else each time. */
    private static final String FAILING = """
            version: 1
            inputs:
              wanted: { type: object }
              mail: { type: string, default: "", sensitive: true }
            blocks:
              - { id: dice, type: javascript, source: "export default () => Math.random()" }
              - id: route
                type: condition
                branches:
                  - { id: big, if: "{{ dice.output > 2 }}" }
                  - { id: small }
              - { id: never, type: text, needs: [route.big], value: big }
              - { id: last, type: text, needs: [route.small, never], value: "%s" }
            outputs: { dice: "{{ dice.output }}", last: "{{ last.output }}", mail: "{{ inputs.mail }}" }
            """;

    @TempDir
    private Path folder;

    private PlainGit git;
    private TestServer server;

    @BeforeEach
    void serve() throws Exception {
        git = Samples.hello(folder.resolve("repository"))
                .write("workflows/wait/workflow.yml", Samples.WAITING)
                .write("workflows/failing/workflow.yml", FAILING.formatted("{{ inputs.wanted.not_there }}"))
                .write("workflows/secret/workflow.yml", """
                        version: 1
                        blocks:
                          - { id: header, type: text, value: "Bearer {{ _env.TOKEN }}" }
                          - { id: last, type: text, value: "{{ _env.NOT_THERE }}" }
                        """);
        Samples.pointAll(git, git.commit("Add workflows"));
        server = TestServer.serve(
                git.folder(),
                Map.of("REFGATE_ENV__PRODUCTION__TOKEN", "tok-12345"),
                Files.createDirectory(folder.resolve("data")));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void fromTheFailedBlockItGoesOnWithTheOutputsBeforeIt() {
        Answer failed =
                server.execute("failing", PRODUCTION + "&session_id=s", Map.of("wanted", Map.of(), "mail", "a@b"));
        assertThat(failed.at("error", "block")).isEqualTo("last");
        git.write("workflows/failing/workflow.yml", FAILING.formatted("mended"));
        Samples.pointAll(git, git.commit("Mend it"));

        Answer current = rerun(failed, Map.of("from", "failed_block", "revision", "current"));
        Answer own = rerun(failed, Map.of("from", "failed_block"));

        Object dice = failed.at("run", "state", "dice", "output");
        assertThat(dice).isInstanceOf(Double.class);
        assertThat(current.at("status")).isEqualTo("success");
        assertThat(current.at("outputs")).isEqualTo(Map.of("dice", dice, "last", "mended", "mail", "a@b"));
        assertThat(current.at("run", "state", "never", "status")).isEqualTo("skipped");
        assertThat(current.at("revision_id")).isNotEqualTo(failed.at("revision_id"));
        assertThat(current.at("run", "session_id")).isEqualTo("s");
        assertThat(own.at("status")).isEqualTo("failed");
        assertThat(own.at("revision_id")).isEqualTo(failed.at("revision_id"));
        Answer logged = server.get("/v2/runs/" + current.at("run_id"));
        assertThat(logged.at("rerun_of")).isEqualTo(failed.at("run_id"));
        assertThat(logged.at("blocks", 0, "block_id")).isEqualTo("dice");
        assertThat(logged.at("blocks", 0, "started_at")).as("it was not run").isNull();
        assertThat(logged.at("inputs", "mail")).isEqualTo("***");
    }

    @Test
    void fromTheStartEverythingIsRun() {
        Answer first = server.execute("hello", PRODUCTION, Map.of("name", "Ada"));
        git.write("workflows/hello/workflow.yml", Samples.workflow("Goodbye"));
        Samples.pointAll(git, git.commit("Say goodbye"));

        Answer own = rerun(first, Map.of());
        Answer current = rerun(first, Map.of("from", "start", "revision", "current"));

        assertThat(own.at("outputs")).isEqualTo(Map.of("answer", "Hello Ada"));
        assertThat(own.at("environment")).isEqualTo("production");
        assertThat(own.at("run_id")).isNotEqualTo(first.at("run_id"));
        assertThat(current.at("outputs")).isEqualTo(Map.of("answer", "Goodbye Ada"));
    }

    @Test
    void whatIsNotWholeOnRecordIsRefused() {
        Answer secret = server.execute("secret", PRODUCTION, Map.of());
        Answer large = server.execute("hello", PRODUCTION, Map.of("name", "x".repeat(300_000)));
        Answer tokenSent = server.execute("hello", PRODUCTION, Map.of("name", "tok-12345"));
        Answer success = server.execute("hello", PRODUCTION, Map.of("name", "Ada"));
        assertThat(secret.at("error", "block")).isEqualTo("last");

        assertConflict(rerun(secret, Map.of("from", "failed_block")), "header");
        assertThat(rerun(secret, Map.of()).status()).isEqualTo(200);
        assertConflict(rerun(large, Map.of()), "too large");
        assertConflict(rerun(tokenSent, Map.of()), "masked");
        assertConflict(rerun(success, Map.of("from", "failed_block")), "no block that failed");
    }

    @Test
    void aRunThatIsNotOverIsRefused() {
        Answer running = server.send(server.execution("wait", PRODUCTION, Map.of("wait", 600_000), false)
                .header("Prefer", "respond-async")
                .build());

        assertConflict(rerun(running, Map.of()), "is running");

        server.post("/v2/runs/" + running.at("run_id") + "/cancel", "{}");
        Awaitility.await().until(() -> server.http().runsInFlight() == 0);
    }

    @Test
    void wordsAndRunsThatAreNotThereAreRefused() {
        Answer first = server.execute("hello", PRODUCTION, Map.of("name", "Ada"));

        assertThat(rerun(first, Map.of("from", "middle")).status()).isEqualTo(422);
        assertThat(rerun(first, Map.of("revision", "next")).at("detail", 0, "loc"))
                .asString()
                .contains("revision");
        assertThat(server.post("/v2/runs/run_0/rerun", "{}").status()).isEqualTo(404);
    }

    @Test
    void whoMayNotRunThereMayNotRunAgain() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        try (TestServer keyed = TestServer.serveWithKeys(
                git.folder(), other, Map.of("all", "execute:*", "staging", "execute:staging"))) {
            Answer first = keyed.send(keyed.execution("hello", PRODUCTION, Map.of(), false)
                    .header("Authorization", "Bearer " + keyed.key("all"))
                    .build());

            Answer refused = keyed.send(keyed.request("/v2/runs/" + first.at("run_id") + "/rerun")
                    .header("Authorization", "Bearer " + keyed.key("staging"))
                    .POST(java.net.http.HttpRequest.BodyPublishers.noBody())
                    .build());

            assertThat(refused.status()).isEqualTo(403);
        }
    }

    private Answer rerun(Answer run, Map<String, ?> body) {
        return server.post("/v2/runs/" + run.at("run_id") + "/rerun", Json.write(body));
    }

    private static void assertConflict(Answer answer, String why) {
        assertThat(answer.status()).as("" + answer).isEqualTo(409);
        assertThat((String) answer.at("detail")).contains(why);
    }
}
