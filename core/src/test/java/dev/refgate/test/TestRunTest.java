package dev.refgate.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.RepositoryFolder;
import dev.refgate.repository.WorkflowId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What tests of workflows on disk come to. */
@Timeout(60)
class TestRunTest {
    @TempDir
    private Path root;

    @BeforeEach
    void writeAWorkflowThatCallsOut() throws IOException {
        write("triage/workflow.yml", """
                version: 1
                inputs: { subject: { type: string, default: hi } }
                blocks:
                  - { id: text, type: text, value: "{{ inputs.subject }} {{ _env.SIGN | default('none') }}" }
                  - id: page
                    type: http
                    url: "{{ _env.PAGER_URL }}"
                    retry: { attempts: 3, backoff: exponential, initial: 1h, max: 9h }
                    on_error: continue
                  - { id: nap, type: delay, for: 3h }
                  - { id: answer, type: json, value: { text: "{{ text.output }}", paged: "{{ page.output }}" } }
                outputs:
                  text: "{{ answer.output.text }}"
                  paged: "{{ answer.output.paged }}"
                """);
    }

    private void write(String path, String content) throws IOException {
        Path file = root.resolve("workflows").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private TestReport run(String tests) throws IOException {
        write("triage/tests/one.yml", tests);
        return new RepositoryFolder(root).test(List.of(), TestSelection.ALL);
    }

    private static List<Failure> failures(TestReport report) {
        assertThat(report.problems()).isEmpty();
        assertThat(report.results()).hasSize(1);
        return report.results().get(0).failures();
    }

    @Test
    void mocksAnswerForEachAttemptAndTimeIsNotWaitedFor() throws IOException {
        TestReport report = run("""
                tests:
                  - name: paged at the second attempt
                    inputs: { subject: Prod down }
                    env: { SIGN: sos }
                    mocks: { page: [ { error: timeout }, { output: { ok: true } } ] }
                    expect:
                      status: success
                      path: [text, page, nap, answer]
                      outputs: { text: Prod down sos, paged: { ok: true } }
                      strict: true
                    assert: [ page.attempts == 2, nap.output == null ]
                """);

        assertThat(failures(report)).isEmpty();
        assertThat(report.passed()).isTrue();
        assertThat(report.results().get(0).duration()).isLessThan(Duration.ofSeconds(20));
        assertThat(report.results().get(0).ran())
                .containsExactly("text success", "page success after 2 attempts", "nap success", "answer success");
    }

    @Test
    void aMockFailsInTheWayThatRetriesAskFor() throws IOException {
        String workflow = Files.readString(root.resolve("workflows/triage/workflow.yml"));
        write("triage/workflow.yml", workflow.replace("max: 9h }", "max: 9h, on: [timeout, 5xx] }"));

        TestReport report = run("""
                tests:
                  - name: "after {{first}} there are {{attempts}}"
                    each:
                      - { first: timeout, attempts: 2 }
                      - { first: "503", attempts: 2 }
                      - { first: connection, attempts: 1 }
                      - { first: no such ticket, attempts: 1 }
                    mocks: { page: [ { error: "{{first}}" }, { output: { ok: true } } ] }
                    expect: { status: success }
                    assert: [ "page.attempts == {{attempts}}" ]
                """);

        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(report.results()).hasSize(4);
    }

    @Test
    void theLastMockAnswersAllOtherAttempts() throws IOException {
        assertThat(failures(run("""
                        tests:
                          - name: never
                            mocks: { page: { error: timeout } }
                            assert: [ page.attempts == 3, page.error == "timeout", "outputs.paged == null" ]
                        """))).isEmpty();
    }

    @Test
    void aBlockThatReachesOutFailsTheTestAlsoWhereTheRunGoesOn() throws IOException {
        TestReport report = run("tests: [ { name: careless } ]");

        assertThat(failures(report))
                .containsExactly(new Failure("page", "a mock, or allow: [http]", "a block of type http ran"));
        assertThat(report.passed()).isFalse();
    }

    @Test
    void aBlockThatIsAllowedRuns() throws IOException {
        assertThat(failures(run("""
                        tests:
                          - name: guarded all the same
                            allow: [http]
                            env: { PAGER_URL: "http://127.0.0.1:9/" }
                            assert: [ page.attempts == 1, 'page.error contains "127.0.0.1"' ]
                        """))).isEmpty();
    }

    @Test
    void subWorkflowsAreWatchedToo() throws IOException {
        write("outer/workflow.yml", """
                version: 1
                blocks:
                  - { id: page, type: workflow, workflow: triage }
                """);
        write("outer/tests/one.yml", """
                tests:
                  - name: careless
                  - name: mocked
                    mocks: { page: { output: { text: x } } }
                """);

        TestReport report = new RepositoryFolder(root).test(List.of(new WorkflowId("outer")), TestSelection.ALL);

        assertThat(report.results().get(0).failures())
                .containsExactly(new Failure(
                        "page of workflow triage",
                        "a mock of the block that runs triage, or allow: [http]",
                        "a block of type http ran"));
        assertThat(report.results().get(1).failures()).isEmpty();
    }

    @Test
    void whatIsNotAsExpectedIsSaidPartByPart() throws IOException {
        TestReport report = run("""
                tests:
                  - name: wrong
                    mocks: { page: { output: { ok: true, list: [1, 2] } } }
                    expect:
                      status: failed
                      path: [page, text]
                      outputs: { text: bye none, paged: { ok: false, list: [1, 3] }, more: 1 }
                    assert: [ "page.attempts > 1" ]
                """);

        assertThat(failures(report))
                .containsExactly(
                        new Failure("status", "failed", "success"),
                        new Failure("path", "page, text", "text, page, nap, answer"),
                        new Failure("outputs.text", "\"bye none\"", "\"hi none\""),
                        new Failure("outputs.paged.ok", "false", "true"),
                        new Failure("outputs.paged.list[1]", "3", "2"),
                        new Failure("outputs.more", "1", "nothing there"),
                        new Failure("page.attempts > 1", "> 1", "1"));
    }

    @Test
    void strictOutputsHaveNothingElse() throws IOException {
        String test = """
                tests:
                  - name: strict
                    mocks: { page: { output: { ok: true, more: 1 } } }
                    expect: { strict: true, outputs: { text: hi none, paged: { ok: true } } }
                """;

        assertThat(failures(run(test))).containsExactly(new Failure("outputs.paged.more", "nothing there", "1"));
        assertThat(failures(run(test.replace("strict: true", "strict: false")))).isEmpty();
    }

    @Test
    void theOrderOfAPathIsTheGraphs() throws IOException {
        write("triage/workflow.yml", """
                version: 1
                blocks:
                  - { id: a, type: text, value: a }
                  - { id: b, type: text, needs: [a], value: b }
                  - { id: c, type: text, needs: [a], value: c }
                  - { id: d, type: text, needs: [b, c], value: d }
                """);

        TestReport report = run("""
                tests:
                  - { name: one order, expect: { path: [a, b, c, d] } }
                  - { name: another, expect: { path: [a, c, b, d] } }
                  - { name: not this, expect: { path: [a, b, d, c] } }
                  - { name: one is missing, expect: { path: [a, b, d] } }
                """);

        assertThat(report.results()).extracting(CaseResult::passed).containsExactly(true, true, false, false);
    }

    @Test
    void inputsThatAreRefusedFailTheTest() throws IOException {
        assertThat(failures(run("tests: [ { name: bad, inputs: { subject: 3, more: 1 } } ]")))
                .singleElement()
                .satisfies(failure -> {
                    assertThat(failure.expected()).isEqualTo("inputs that the workflow takes");
                    assertThat(failure.actual()).contains("inputs.subject", "inputs.more");
                });
    }

    @Test
    void aTestThatTakesTooLongSaysSo() throws IOException {
        write("triage/workflow.yml", """
                version: 1
                blocks:
                  - id: busy
                    type: text
                    value: "{% for a in range(1000) %}{% for b in range(1000) %}{% for c in range(1000) %}{{ '' }}{% endfor %}{% endfor %}{% endfor %}"
                """);

        assertThat(failures(run("tests: [ { name: slow, timeout: 200ms } ]")))
                .singleElement()
                .satisfies(failure ->
                        assertThat(failure.actual()).startsWith("timed_out: ").contains("200ms"));
    }

    @Test
    void filesThatAreWrongFailTheWholeAndAreNamed() throws IOException {
        TestReport report = run("tests: [ { nme: x } ]");

        assertThat(report.passed()).isFalse();
        assertThat(report.problems())
                .allSatisfy(problem -> assertThat(problem).startsWith("workflows/triage/tests/one.yml:1:"));
    }

    @Test
    void aSuiteThatRanNoTestFails() throws IOException {
        write("triage/tests/one.yml", "tests: [ { name: one, tags: [a], mocks: { page: { output: 1 } } } ]");

        TestReport filtered =
                new RepositoryFolder(root).test(List.of(), new TestSelection(Optional.of("two"), List.of()));
        TestReport tagged =
                new RepositoryFolder(root).test(List.of(), new TestSelection(Optional.empty(), List.of("b")));
        TestReport chosen =
                new RepositoryFolder(root).test(List.of(), new TestSelection(Optional.of("ON"), List.of("b", "a")));

        assertThat(filtered.passed()).isFalse();
        assertThat(filtered.summary()).isEqualTo("no test ran");
        assertThat(tagged.passed()).isFalse();
        assertThat(chosen.passed()).isTrue();
    }

    @Test
    void workflowsThatAreNamedHaveToBeThereAndToHaveTests() throws IOException {
        write("silent/workflow.yml", "version: 1\nblocks: [ { id: a, type: text, value: a } ]\n");
        write("triage/tests/one.yml", "tests: [ { name: one, mocks: { page: { output: 1 } } } ]");

        TestReport report = new RepositoryFolder(root)
                .test(
                        List.of(new WorkflowId("triage"), new WorkflowId("silent"), new WorkflowId("triag")),
                        TestSelection.ALL);

        assertThat(report.passed()).isFalse();
        assertThat(report.results()).hasSize(1);
        assertThat(report.problems()).hasSize(2);
        assertThat(report.problems().get(0)).contains("workflow silent has no such test");
        assertThat(report.problems().get(1)).contains("triag");
    }
}
