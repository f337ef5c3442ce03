package dev.refgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promotions through gates that execute something: a real server, real programs. */
class GatesTest {
    private static final String WORKFLOW = "workflows/hello/workflow.yml";
    private static final String TESTS = "workflows/hello/tests/smoke.yml";
    private static final String SMOKE = "{ type: smoke, environment: staging }";

    @TempDir
    private Path folder;

    private PlainGit git;
    private TestServer server;

    @BeforeEach
    void create() {
        git = PlainGit.init(folder.resolve("repository"))
                .write("refgate.yml", Samples.POLICY)
                .write(WORKFLOW, Samples.workflow("Hello"))
                .write(TESTS, greets("Hello"));
        git.commit("Add hello");
        assertThat(refgate("promote", "--to", "staging").code()).isZero();
        server = TestServer.serve(git.folder());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String greets(String greeting) {
        return """
                tests:
                  - name: the world is greeted
                    live: true
                    expect: { outputs: { answer: "%1$s World" } }
                  - name: "{{who}} is greeted"
                    live: true
                    each: [ { who: Ada }, { who: Grace } ]
                    inputs: { name: "{{who}}" }
                    assert: [ 'outputs.answer == "%1$s {{who}}"', greeting.attempts == 1 ]
                  - name: only in process
                    mocks: { greeting: { output: Hi } }
                    expect: { outputs: { answer: Hi } }
                """.formatted(greeting);
    }

    private void productionHas(String... gates) {
        git.write("refgate.yml", """
                version: 1
                source: main
                environments:
                  development: { ref: refs/heads/main }
                  staging: { ref: refs/heads/env/staging, from: development }
                  production:
                    ref: refs/heads/env/production
                    from: staging
                    gates: [%s]
                """.formatted(String.join(", ", gates)));
        git.commit("Gate production");
    }

    private Cmd refgate(String command, String... more) {
        return Cmd.run(CliArguments.with(git.folder(), command).and(more));
    }

    private Cmd promote(String... more) {
        return Cmd.run(
                CliArguments.with(git.folder(), "promote", "--to", "production").and(more));
    }

    private Cmd promoteWithServer() {
        return promote("--server", address());
    }

    private String address() {
        return server.http().address();
    }

    private String record(String gate) {
        return git.git("log", "-1", "--format=%(trailers:key=Gate-" + gate + ",valueonly)", "env/production");
    }

    private void change(String greeting, String expected) {
        git.write(WORKFLOW, Samples.workflow(greeting)).write(TESTS, greets(expected));
        git.commit("Say " + greeting);
        assertThat(refgate("promote", "--to", "staging").code()).isZero();
    }

    @Test
    void aSmokeGateOpensWhenTheLiveTestsPassThere() {
        productionHas(SMOKE);

        Cmd pending = refgate("plan", "--to", "production");
        Cmd asked = refgate("plan", "--to", "production", "--run-gates", "--server", address());
        Cmd promoted = promoteWithServer();

        assertThat(pending.code()).isEqualTo(4);
        assertThat(pending.out()).containsPattern("smoke +pending +runs with promote");
        assertThat(asked.code()).as(asked.out() + asked.err()).isZero();
        assertThat(asked.out()).containsPattern("smoke +passed +3 tests passed in staging at " + address());
        assertThat(promoted.code()).as(promoted.err()).isZero();
        assertThat(record("smoke").lines().toList())
                .singleElement()
                .asString()
                .matches("passed \"3 tests passed in staging at \\S+: hello [0-9a-f]{12}\"");
    }

    @Test
    void aFailingTestKeepsItClosedUntilItIsFixed() {
        productionHas(SMOKE);
        assertThat(promoteWithServer().code()).isZero();
        String before = git.git("rev-parse", "env/production");

        change("Hallo", "Hello");
        Cmd refused = promoteWithServer();

        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err())
                .contains(
                        "gate smoke failed (3 of 3 tests failed in staging",
                        "hello: the world is greeted: outputs.answer expected \"Hello World\", found \"Hallo World\"",
                        "hello: Ada is greeted: outputs.answer == \"Hello Ada\"");
        assertThat(git.git("rev-parse", "env/production")).isEqualTo(before);

        change("Hallo", "Hallo");
        Cmd promoted = promoteWithServer();

        assertThat(promoted.code()).as(promoted.err()).isZero();
        assertThat(record("smoke")).startsWith("passed");
    }

    @Test
    void testsThatPassOnOtherContentDoNotCount() {
        productionHas(SMOKE);
        PlainGit behind = PlainGit.init(folder.resolve("behind"));
        behind.git("fetch", "--quiet", git.folder().toString(), "+refs/*:refs/*", "--update-head-ok");
        git.write("workflows/hello/readme.md", "Same behaviour, other content").commit("Explain");
        assertThat(refgate("promote", "--to", "staging").code()).isZero();

        try (TestServer old = TestServer.serve(behind.folder())) {
            Cmd refused = promote("--server", old.http().address());

            assertThat(refused.code()).isEqualTo(3);
            assertThat(refused.err())
                    .contains("gate smoke failed", "verification id expected", "the content under test, found");
        }
        assertThat(promoteWithServer().code()).isZero();
    }

    @Test
    void aWorkflowWithoutALiveTestDoesNotPass() {
        productionHas(SMOKE);
        git.write("workflows/silent/workflow.yml", Samples.workflow("Psst")).commit("Add silent");
        assertThat(refgate("promote", "--to", "staging").code()).isZero();

        Cmd refused = promoteWithServer();
        Cmd helloAlone = promote("--server", address(), "--workflow", "hello");

        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).contains("gate smoke failed (without a live test: silent");
        assertThat(helloAlone.code()).as(helloAlone.err()).isZero();
    }

    @Test
    void withoutAServerTheGateIsAnErrorThatSaysWhatToDo() throws IOException {
        productionHas(SMOKE);
        Path emptyKey = Files.writeString(folder.resolve("key"), "\n");

        Cmd without = promote();
        Cmd closed = promote("--server", "http://127.0.0.1:1");
        Cmd noAddress = promote("--server", "example");
        Cmd noKey = promote("--server", address(), "--api-key-file", emptyKey.toString());

        assertThat(without.code()).isEqualTo(3);
        assertThat(without.err()).contains("gate smoke error (no server", "--server URL, or REFGATE_SERVER");
        assertThat(closed.code()).isEqualTo(3);
        assertThat(closed.err()).contains("gate smoke error (no connection to http://127.0.0.1:1");
        assertThat(noAddress.code()).isEqualTo(64);
        assertThat(noKey.code()).isEqualTo(64);
        assertThat(noKey.err()).contains("has no key in its first line");
    }

    @Test
    void aCommandRunsOnlyWhereThatIsWantedAndItsWordsAreTheEvidence() throws IOException {
        Path check = Files.writeString(folder.resolve("check.sh"), """
                read -r first
                grep -q '"environment": "production"' && test -f "$1" && echo "change is approved" && exit 0
                echo "nobody approved $REFGATE_PLAN"
                exit 1
                """);
        Path approval = folder.resolve("approved");
        productionHas("{ type: command, run: [sh, \"%s\", \"%s\"], timeout: 30s }".formatted(check, approval));

        Cmd unwanted = promote();
        Cmd refused = promote("--run-commands");
        Files.createFile(approval);
        Cmd promoted = promote("--run-commands");

        assertThat(unwanted.code()).isEqualTo(3);
        assertThat(unwanted.err()).contains("gate command error (refgate.yml wants to run", "--run-commands");
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).containsPattern("gate command failed \\(.*nobody approved plan-[0-9a-f]{16}\\)");
        assertThat(promoted.code()).as(promoted.err()).isZero();
        assertThat(promoted.out()).containsPattern("command +passed +.*change is approved");
        assertThat(record("command")).startsWith("passed \"sh ").endsWith("change is approved\"");
    }

    @Test
    void aCommandThatIsNotSureYetEndsWith4() {
        productionHas("{ type: command, run: [sh, -c, \"echo ask again; exit 75\"] }");

        Cmd pending = promote("--run-commands");
        Cmd plan = refgate("plan", "--to", "production", "--run-gates", "--run-commands");

        assertThat(pending.code()).isEqualTo(4);
        assertThat(pending.err()).contains("gate command pending", "ask again");
        assertThat(plan.code()).isEqualTo(4);
        assertThat(plan.out()).containsPattern("command +pending +.*ask again");
    }

    @Test
    void waitingEndsWhenTheServerHasTheMove() {
        Cmd promoted = promote("--wait", address());
        change("Hallo", "Hallo");
        assertThat(promote("--wait", address()).code()).isZero();
        Cmd rolledBack = Cmd.run(CliArguments.with(git.folder(), "rollback", "production", "--wait", address())
                .and());

        assertThat(promoted.code()).as(promoted.err()).isZero();
        assertThat(promoted.err()).contains(address() + " has it");
        assertThat(rolledBack.code()).as(rolledBack.err()).isZero();
        assertThat(rolledBack.err()).contains(address() + " has it");
    }

    @Test
    void waitingInVainSaysThatTheMoveIsDoneAndEndsWith6() {
        PlainGit elsewhere = Samples.hello(folder.resolve("elsewhere"));

        try (TestServer other = TestServer.serve(elsewhere.folder())) {
            Cmd promoted = promote("--wait", other.http().address(), "--wait-timeout", "300ms");

            assertThat(promoted.code()).isEqualTo(6);
            assertThat(promoted.out()).startsWith("promote dep-");
            assertThat(promoted.err())
                    .contains("production has moved, but", "did not report commit", "within 300 ms: it reports");
        }
        assertThat(git.git("rev-parse", "env/production:workflows")).isEqualTo(git.git("rev-parse", "main:workflows"));
    }
}
