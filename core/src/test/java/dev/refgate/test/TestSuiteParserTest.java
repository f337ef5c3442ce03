package dev.refgate.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.document.Problem;
import dev.refgate.document.Problems;
import dev.refgate.internal.git.DirectoryTree;
import dev.refgate.internal.yaml.YamlDocumentReader;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import dev.refgate.run.BlockTypes;
import dev.refgate.run.TestServices;
import dev.refgate.workflow.Workflow;
import dev.refgate.workflow.WorkflowParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from {@code tests/*.yml}, and what is said of what is wrong there. */
class TestSuiteParserTest {
    @TempDir
    private Path root;

    @BeforeEach
    void writeTheWorkflow() throws IOException {
        write("workflow.yml", """
                version: 1
                inputs: { subject: { type: string } }
                blocks:
                  - { id: text, type: text, value: "{{ inputs.subject }}" }
                  - { id: route, type: condition, branches: [ { id: high, if: "{{ text.output == 'x' }}" }, { id: low } ] }
                  - { id: page, type: json, needs: [route.high], value: {} }
                """);
    }

    private void write(String path, String content) throws IOException {
        Path file = root.resolve("workflows/triage").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private TestSuite parse(Problems problems) {
        WorkflowFolder folder =
                new DirectoryTree(root).folder(new WorkflowId("triage")).orElseThrow();
        YamlDocumentReader reader = new YamlDocumentReader();
        Workflow workflow = new WorkflowParser(
                        reader, BlockTypes.standard(TestServices.DEFAULT).shapes())
                .parse(folder, problems)
                .orElseThrow();
        return new TestSuiteParser(reader).parse(folder, workflow, problems);
    }

    private List<TestCase> cases(String file) throws IOException {
        write("tests/one.yml", file);
        Problems problems = new Problems();
        TestSuite suite = parse(problems);
        assertThat(problems.sorted()).isEmpty();
        return suite.cases();
    }

    private List<String> problems(String file) throws IOException {
        write("tests/one.yml", file);
        Problems problems = new Problems();
        parse(problems);
        return problems.sorted().stream()
                .map(Problem::toString)
                .map(problem -> problem.replace("workflows/triage/tests/", ""))
                .toList();
    }

    @Test
    void everythingOfATest() throws IOException {
        TestCase test = cases("""
                defaults: { timeout: 10s, tags: [quick], env: { A: "1", B: "2" }, inputs: { subject: d } }
                tests:
                  - name: an urgent ticket is escalated
                    description: More words.
                    inputs: { subject: Prod down }
                    env: { B: "3" }
                    allow: [http]
                    mocks:
                      page: [ { error: timeout }, { output: { ok: true } } ]
                    expect:
                      status: failed
                      path: [text, route, page]
                      outputs: { page: { ok: true } }
                      strict: true
                    assert:
                      - page.attempts == 2
                """).get(0);

        assertThat(test.name()).isEqualTo("an urgent ticket is escalated");
        assertThat(test.location()).hasToString("workflows/triage/tests/one.yml:3:5");
        assertThat(test.inputs()).isEqualTo(Map.of("subject", "Prod down"));
        assertThat(test.env()).isEqualTo(Map.of("A", "1", "B", "3"));
        assertThat(test.mocks())
                .isEqualTo(Map.of("page", List.of(new Mock.Failure("timeout"), new Mock.Output(Map.of("ok", true)))));
        assertThat(test.expectation().status()).isEqualTo("failed");
        assertThat(test.expectation().path()).contains(List.of("text", "route", "page"));
        assertThat(test.expectation().outputs()).contains(Map.of("page", Map.of("ok", true)));
        assertThat(test.expectation().strict()).isTrue();
        assertThat(test.assertions()).hasToString("[page.attempts == 2]");
        assertThat(test.live()).isFalse();
        assertThat(test.allow()).containsExactly("http");
        assertThat(test.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(test.tags()).isEqualTo(Set.of("quick"));
    }

    @Test
    void aTestWithNothingButANameExpectsSuccess() throws IOException {
        TestCase test = cases("tests: [ { name: runs } ]").get(0);

        assertThat(test.expectation().status()).isEqualTo("success");
        assertThat(test.expectation().path()).isEmpty();
        assertThat(test.timeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aTableGivesOneTestForEachRowAndColumnsAreReplacedOnce() throws IOException {
        List<TestCase> cases = cases("""
                tests:
                  - name: "a {{tier}} ticket costs {{ price }}"
                    each:
                      - { tier: free, price: 0, status: success, block: text }
                      - { tier: "{{price}}", price: 1.5, status: failed, block: route }
                    inputs: { subject: "{{tier}} {{ _env.KEY }}", list: [ "{{price}}", "{{price}} EUR" ] }
                    mocks: { page: { output: "{{price}}" } }
                    expect: { status: "{{status}}", path: [ "{{block}}" ], outputs: { price: "{{price}}" } }
                    assert: [ 'outputs.tier == "{{tier}}"', "outputs.price == {{price}}" ]
                """);

        assertThat(cases)
                .extracting(TestCase::name)
                .containsExactly("a free ticket costs 0", "a {{price}} ticket costs 1.5");
        assertThat(cases.get(0).inputs())
                .isEqualTo(Map.of("subject", "free {{ _env.KEY }}", "list", List.of(0L, "0 EUR")));
        assertThat(cases.get(1).inputs())
                .isEqualTo(Map.of("subject", "{{price}} {{ _env.KEY }}", "list", List.of(1.5, "1.5 EUR")));
        assertThat(cases.get(1).mocks()).isEqualTo(Map.of("page", List.of(new Mock.Output(1.5))));
        assertThat(cases.get(1).expectation().status()).isEqualTo("failed");
        assertThat(cases.get(1).expectation().path()).contains(List.of("route"));
        assertThat(cases.get(1).expectation().outputs()).contains(Map.of("price", 1.5));
        assertThat(cases.get(0).assertions()).hasToString("[outputs.tier == \"free\", outputs.price == 0]");
    }

    @Test
    void doubleBracesAreTextInATestWithoutATable() throws IOException {
        assertThat(cases("tests: [ { name: x, inputs: { subject: \"{{tier}}\" } } ]")
                        .get(0)
                        .inputs())
                .isEqualTo(Map.of("subject", "{{tier}}"));
    }

    @Test
    void filesAreReadInTheOrderOfTheirNames() throws IOException {
        write("tests/b.yml", "tests: [ { name: third } ]");
        write("tests/a.yml", "tests: [ { name: first }, { name: second } ]");
        write("tests/data/other.yml", "not: a test");
        write("tests/readme.md", "words");
        Problems problems = new Problems();

        assertThat(parse(problems).cases()).extracting(TestCase::name).containsExactly("first", "second", "third");
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceWithItsPlace() throws IOException {
        assertThat(problems("""
                        tests:
                          - name: one
                            mocks: { pge: { output: 1 }, route: { output: { branch: high } } }
                            expect: { path: [text, rout] }
                            assert:
                              - page.attempt == 2
                              - pages.output == 1
                              - outputs.x equals 3
                          - name: two
                            live: true
                            env: { KEY: x }
                            mocks: { page: { output: 1 } }
                          - name: "three {{tier}}"
                            each: [ { tier: free }, { teir: free } ]
                          - name: four
                            each: [ { a: 1 }, { a: 2 } ]
                          - name: five
                          - name: five
                        """))
                .containsExactly(
                        "one.yml:3:14: mocks: \"pge\" is no block of this workflow (expected one of: text, route, page);"
                                + " did you mean \"page\"?",
                        "one.yml:3:34: mocks: route is of type condition, which only decides and is never mocked"
                                + " (expected the blocks that it looks at)",
                        "one.yml:4:28: path: \"rout\" is no block of this workflow (expected one of: text, route, page);"
                                + " did you mean \"route\"?",
                        "one.yml:6:9: assert: page is a block (expected one of: page.output, page.status, page.error,"
                                + " page.attempts)",
                        "one.yml:7:9: assert: pages is neither one of outputs, status, error, path nor a block; did you"
                                + " mean \"page\"?",
                        "one.yml:8:9: assert: outputs.x equals 3: expected an operator, one of: ==, !=, <, <=, >, >=,"
                                + " contains, matches, exists, type is, in, startswith, endswith, found \"equals 3\" at"
                                + " character 11",
                        "one.yml:9:5: a live test has mocks (expected none: it runs in an environment as that is)",
                        "one.yml:9:5: a live test has env (expected none: it runs in an environment as that is)",
                        "one.yml:14:29: {{tier}}: no such column (expected one of: teir); did you mean \"teir\"?",
                        "one.yml:15:5: another test is called \"four\" (one.yml:15:5); expected"
                                + " names that differ, so a table's test names a column: {{…}}",
                        "one.yml:18:5: another test is called \"five\" (one.yml:17:5); expected"
                                + " names that differ");
    }

    @Test
    void shapesAreStrict() throws IOException {
        assertThat(problems("""
                        test: []
                        tests:
                          - nme: one
                            expects: {}
                            mocks: { page: { outputs: 1 } }
                            timeout: 0s
                        """))
                .containsExactly(
                        "one.yml:1:1: unknown key \"test\" in a test file (expected one of: defaults, tests); did you mean"
                                + " \"tests\"?",
                        "one.yml:3:5: unknown key \"nme\" in a test (expected one of: name, description, live, each, inputs,"
                                + " env, allow, timeout, tags, mocks, expect, assert); did you mean \"name\"?",
                        "one.yml:3:5: a test needs the key \"name\" (a text)",
                        "one.yml:4:5: unknown key \"expects\" in a test (expected one of: name, description, live, each,"
                                + " inputs, env, allow, timeout, tags, mocks, expect, assert); did you mean \"expect\"?",
                        "one.yml:5:20: a mock needs one of the keys: output, error; did you mean \"output\"?",
                        "one.yml:6:14: expected a duration like 500ms, 30s, 5m, 2h or 1d, above zero, found the text"
                                + " \"0s\"");
        assertThat(problems("tests: []"))
                .containsExactly("one.yml:1:8: expected a list with at least one item, found an" + " empty list");
    }

    @Test
    void aFileThatNobodyWouldReadIsAProblem() throws IOException {
        write("tests/smoke.yaml", "tests: [ { name: x } ]");

        assertThat(problems("tests: [ { name: y } ]"))
                .containsExactly("smoke.yaml: test files end in .yml: rename it (nothing reads it as it is)");
    }
}
