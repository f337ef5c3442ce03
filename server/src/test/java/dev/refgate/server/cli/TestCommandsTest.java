package dev.refgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.json.Json;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** {@code refgate test} and {@code refgate smoke}, what they print and end with. */
class TestCommandsTest {
    private static final String TESTS = "workflows/hello/tests/greetings.yml";

    @TempDir
    private Path folder;

    private PlainGit git;

    @BeforeEach
    void create() {
        git = PlainGit.init(folder.resolve("repository"))
                .write("refgate.yml", Samples.POLICY)
                .write("workflows/hello/workflow.yml", Samples.workflow("Hello"))
                .write(TESTS, tests("Hello World"));
        Samples.pointAll(git, git.commit("Add hello"));
    }

    private static String tests(String greeting) {
        return """
                tests:
                  - name: the world is greeted
                    live: true
                    tags: [smoke]
                    expect: { outputs: { answer: %s } }
                  - name: "<Ada> & \\"Grace\\" are greeted"
                    inputs: { name: "<Ada> & \\"Grace\\"" }
                    assert: [ 'outputs.answer endswith "Grace\\""' ]
                """.formatted(greeting);
    }

    private Cmd test(String... more) {
        return Cmd.run(CliArguments.with(git.folder(), "test").and(more));
    }

    private Cmd smoke(TestServer server, String... more) {
        return Cmd.run(CliArguments.with(
                        git.folder(),
                        "smoke",
                        "--environment",
                        "production",
                        "--server",
                        server.http().address())
                .and(more));
    }

    @Test
    void testsThatPassEndWith0() {
        Cmd cmd = test();

        assertThat(cmd.code()).as(cmd.out() + cmd.err()).isZero();
        assertThat(cmd.out()).isEqualTo("""
                hello
                  ok    the world is greeted
                  ok    <Ada> & "Grace" are greeted
                tests at %s: 2 tests passed
                """.formatted(git.folder()));
    }

    @Test
    void aTestThatFailsEndsWith3AndSaysAllThatIsKnown() {
        git.write(TESTS, tests("Bye World"));

        Cmd cmd = test();

        assertThat(cmd.code()).isEqualTo(3);
        assertThat(cmd.out()).isEqualTo("""
                hello
                  FAIL  the world is greeted
                        workflows/hello/tests/greetings.yml:2:5
                        outputs.answer: expected "Bye World", found "Hello World"
                        ran: greeting success
                  ok    <Ada> & "Grace" are greeted
                tests at %s: 2 tests, 1 failed
                """.formatted(git.folder()));
    }

    @Test
    void filesOnDiskAreTestedOrThoseOfARevision() {
        git.write(TESTS, tests("Bye World"));

        assertThat(test().code()).isEqualTo(3);
        assertThat(test("--revision", "latest").code()).isZero();
        assertThat(test("hello", "--revision", "main").out()).contains("2 tests passed");
        assertThat(Cmd.run("test", git.folder().toString(), "hello").code()).isEqualTo(3);
        assertThat(Cmd.run("test", folder.toString()).code()).isEqualTo(64);
        assertThat(test("helo").code()).isEqualTo(3);
    }

    @Test
    void someTestsAreChosenAndNoneIsAFailure() {
        assertThat(test("--filter", "GRACE").out()).contains("1 test passed");
        assertThat(test("--tag", "smoke").out()).contains("1 test passed");
        Cmd none = test("--filter", "nobody");

        assertThat(none.code()).isEqualTo(3);
        assertThat(none.out()).contains("no test ran");
    }

    @Test
    void otherFormatsSayTheSame() throws Exception {
        git.write(TESTS, tests("Bye World"));
        Path junit = folder.resolve("reports/junit.xml");

        Cmd markdown = test("--format", "markdown", "--junit", junit.toString());
        Cmd json = test("--format", "json");

        assertThat(markdown.code()).isEqualTo(3);
        assertThat(markdown.out())
                .contains(
                        "## ❌ 2 tests, 1 failed",
                        "### hello: `the world is greeted`",
                        "- `outputs.answer: expected \"Bye World\", found \"Hello World\"`",
                        "| hello | `<Ada> & \"Grace\" are greeted` | ✅ |");
        Map<?, ?> object = (Map<?, ?>) Json.read(json.out().getBytes(StandardCharsets.UTF_8));
        assertThat(object.get("failed")).isEqualTo(1L);
        assertThat((List<?>) object.get("results")).hasSize(2);
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(junit.toFile());
        Element suite = (Element) document.getElementsByTagName("testsuite").item(0);
        assertThat(suite.getAttribute("name")).isEqualTo("hello");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(((Element) document.getElementsByTagName("testcase").item(1)).getAttribute("name"))
                .isEqualTo("<Ada> & \"Grace\" are greeted");
        assertThat(document.getElementsByTagName("failure").item(0).getTextContent())
                .contains("found \"Hello World\"\nran: greeting success");
    }

    @Test
    void smokeRunsTheLiveOnesAgainstTheServer() {
        try (TestServer server = TestServer.serve(git.folder())) {
            Cmd cmd = smoke(server);

            assertThat(cmd.code()).as(cmd.out() + cmd.err()).isZero();
            assertThat(cmd.out())
                    .contains(
                            "ok    the world is greeted",
                            "live tests in production at " + server.http().address())
                    .contains("1 test passed");
        }
    }

    @Test
    void smokeFailsWhenTheServerHasOtherContent() {
        PlainGit other = PlainGit.init(folder.resolve("other"))
                .write("refgate.yml", Samples.POLICY)
                .write("workflows/hello/workflow.yml", Samples.workflow("Hello"));
        Samples.pointAll(other, other.commit("Add hello without tests"));

        try (TestServer server = TestServer.serve(other.folder())) {
            Cmd cmd = smoke(server);

            assertThat(cmd.code()).isEqualTo(3);
            assertThat(cmd.out()).containsPattern("verification id: expected [0-9a-f]{12}, the content under test");
        }
    }

    @Test
    void smokeSaysWhyThereIsNoAnswer() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "s3cr3t-key\n");
        Cmd without = Cmd.run(CliArguments.with(git.folder(), "smoke", "--environment", "production")
                .and());
        Cmd unknown = Cmd.run(
                CliArguments.with(git.folder(), "smoke", "--environment", "prod", "--server", "http://127.0.0.1:1")
                        .and("--api-key-file", key.toString()));

        assertThat(without.code()).isEqualTo(64);
        assertThat(without.err()).contains("--server URL", "REFGATE_SERVER");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).contains("environment: prod").doesNotContain("s3cr3t");
    }

    @Test
    void updateWritesWhatCameIntoTheFilesAndNothingElse() throws IOException {
        String before = """
                # greetings
                tests:
                  - name: wrong   # for now
                    expect:
                      outputs:
                        answer: Bye World
                  - { name: nothing yet }
                  - name: "table {{who}}"
                    each: [ { who: Ada } ]
                    expect: { outputs: { answer: "Bye {{who}}" } }
                  - name: asserted
                    assert: [ outputs.answer exists ]
                """;
        git.write(TESTS, before);

        Cmd cmd = test("--update");

        assertThat(Files.readString(git.folder().resolve(TESTS)))
                .isEqualTo(before.replace("outputs:\n        answer: Bye World", "outputs: { answer: Hello World }")
                        .replace(
                                "{ name: nothing yet }",
                                "{ name: nothing yet, expect: { outputs: { answer: Hello World } } }"));
        assertThat(cmd.err().lines())
                .containsExactly(
                        "updated workflows/hello/tests/greetings.yml:3:5",
                        "updated workflows/hello/tests/greetings.yml:7:5");
        assertThat(cmd.code()).isEqualTo(3);
        assertThat(cmd.out()).contains("4 tests, 1 failed", "FAIL  table Ada");
        assertThat(test("--update", "--revision", "main").code()).isEqualTo(64);
    }

    @Test
    void aRunBecomesATestThatPasses() throws IOException {
        Path file = git.folder().resolve("workflows/hello/tests/recorded.yml");
        Cmd run = Cmd.run(CliArguments.with(git.folder(), "run", "hello", "--environment", "production")
                .and("--input", "name=Ada: \"the\" first", "--record", file.toString()));
        Cmd again = Cmd.run(CliArguments.with(git.folder(), "run", "hello", "--environment", "production")
                .and("--record", file.toString()));
        Cmd printed = Cmd.run(CliArguments.with(git.folder(), "run", "hello", "--environment", "production")
                .and("--record", "-"));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("success in ");
        assertThat(Files.readString(file)).containsPattern("""
                tests:
                  - name: as in run_[0-9a-f]+
                    inputs: \\{ name: "Ada: \\\\"the\\\\" first" }
                    expect: \\{ status: success, path: \\[greeting], outputs: \\{ answer: "Hello Ada: \\\\"the\\\\" first" } }
                """);
        assertThat(test().out()).contains("3 tests passed");
        assertThat(again.code()).isEqualTo(64);
        assertThat(printed.out()).startsWith("tests:\n  - name: as in run_");
    }
}
