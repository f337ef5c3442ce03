package dev.refgate.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.workflow.BlockShape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is found wrong before anything runs. Lines count from the {@code version} line. */
class WorkflowCompilerTest {
    private final TestEngine engine = new TestEngine();

    @Test
    void aTemplateNamesOnlyInputsEnvGlobalsAndBlocksUpstream() {
        assertThat(engine.problems("""
                        inputs: { text: { type: string } }
                        blocks:
                          - { id: one, type: text, value: "{{ inputs.text }}{{ _env.ANY }}{{ __exp_global.current_date }}" }
                          - { id: two, type: text, value: "{{ one.output }}" }
                          - { id: three, type: text, value: "{{ one.output }}{{ two.error }}" }
                        """)).isEmpty();
    }

    @Test
    void aBlockThatIsNotUpstreamIsNamedWithTheRemedy() {
        assertThat(engine.problems("""
                        blocks:
                          - { id: a, type: text, value: "{{ b.output }}" }
                          - { id: b, type: text, value: x }
                        """)).containsExactly("3:33: block \"b\" is not upstream of \"a\": add it to needs");
    }

    @Test
    void aBlockCannotNameItself() {
        assertThat(engine.problems("blocks: [{ id: a, type: text, value: \"{{ a.output }}\" }]"))
                .singleElement()
                .asString()
                .contains("cannot name itself");
    }

    @Test
    void anUnknownNameGetsTheNearest() {
        assertThat(engine.problems("""
                        blocks:
                          - { id: classify, type: text, value: x }
                          - { id: b, type: text, value: "{{ clasify.output }}" }
                        """))
                .singleElement()
                .asString()
                .startsWith("4:33: ")
                .contains("unknown name \"clasify\"", "one of: inputs, _env, __exp_global, classify")
                .endsWith("did you mean \"classify\"?");
    }

    @Test
    void anUndeclaredInputGetsTheNearestUnlessItsAbsenceIsProvidedFor() {
        assertThat(engine.problems("""
                        inputs: { subject: { type: string } }
                        blocks:
                          - { id: a, type: text, value: "{{ inputs.subjekt }}" }
                          - { id: b, type: text, value: "{{ inputs.other | default('x') }}" }
                        """))
                .singleElement()
                .asString()
                .startsWith("4:33: ")
                .contains("unknown input \"subjekt\"")
                .endsWith("did you mean \"subject\"?");
    }

    @Test
    void aBlockHasAnOutputAndAnErrorAlone() {
        assertThat(engine.problems("""
                        blocks:
                          - { id: a, type: json, value: { urgency: high } }
                          - { id: b, type: text, value: "{{ a.urgency }}" }
                        """))
                .singleElement()
                .asString()
                .contains("unknown member \"urgency\" of block \"a\"", "did you mean \"a.output.urgency\"?");
    }

    @Test
    void anUnknownGlobalGetsTheNearest() {
        assertThat(engine.problems("blocks: [{ id: a, type: text, value: \"{{ __exp_global.current_dat }}\" }]"))
                .singleElement()
                .asString()
                .contains("unknown global \"current_dat\"")
                .endsWith("did you mean \"current_date\"?");
    }

    @Test
    void everyPlaceWithATemplateIsCheckedAndAllProblemsComeAtOnce() {
        List<String> problems = engine.problems("""
                inputs: { a: {} }
                blocks:
                  - id: first
                    type: condition
                    if: "{{ nope1.output }}"
                    branches: [{ id: x, if: "{{ nope2.output }}" }]
                    on_error: { output: ["{{ nope3.output }}"] }
                  - { id: second, type: json, value: { "{{ nope4.output }}": { deep: ["{{ nope5.output }}"] } } }
                  - { id: third, type: continue_if, condition: "{{ nope6.output }}" }
                  - { id: fourth, type: stop_if, condition: true, error: "{{ nope7.output }}" }
                outputs: { a: "{{ nope8.output }}", b: "{{ third.output }}" }
                """);

        assertThat(problems).hasSize(8);
        for (int i = 1; i <= 8; i++) {
            assertThat(problems.get(i - 1)).contains("unknown name \"nope" + i + "\"");
        }
        assertThat(problems.get(0)).startsWith("6:9: ");
    }

    @Test
    void aTemplateThatIsNoneIsAProblemAtItsPlace() {
        assertThat(engine.problems("""
                        blocks:
                          - { id: a, type: text, value: "{{ 1 + }}" }
                          - { id: b, type: text, value: "{% if %}" }
                        """))
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem).matches("[34]:33: (?s).+"));
    }

    @Test
    void aConditionWithoutBracesIsMostLikelyAMistake() {
        assertThat(engine.problems("""
                        inputs: { n: {} }
                        blocks:
                          - { id: a, type: continue_if, condition: "inputs.n > 3" }
                        """))
                .singleElement()
                .asString()
                .startsWith("4:44: expected true, false, or a template")
                .contains("\"inputs.n > 3\"");
    }

    @Test
    void anElseHasToBeTheLastBranch() {
        assertThat(engine.problems("""
                        blocks:
                          - { id: a, type: condition, branches: [{ id: other }, { id: x, if: true }] }
                        """)).isNotEmpty();
    }

    @Test
    void anInputsSchemaAndItsDefaultAreChecked() {
        assertThat(engine.problems("""
                        inputs:
                          fine: { type: string, minLength: 2, default: ok }
                          short: { type: string, minLength: 2, default: x }
                          broken: { type: string, pattern: "(" }
                        blocks: [{ id: a, type: text, value: x }]
                        """))
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem).startsWith("4:").contains("default", "\"short\""))
                .anySatisfy(problem -> assertThat(problem).startsWith("5:").contains("\"broken\""));
    }

    @Test
    void thereIsAMostNumberOfBlocks() {
        engine.limits(new RunLimits(RunLimits.DEFAULT.run(), RunLimits.DEFAULT.attempt(), 2, 1 << 20, 1 << 20, 8));

        assertThat(engine.problems("""
                        blocks:
                          - { id: a, type: text, value: x }
                          - { id: b, type: text, value: x }
                          - { id: c, type: text, value: x }
                        """)).containsExactly("5:5: the workflow has 3 blocks (at most 2)");
    }

    @Test
    void aTypeReportsWhatItFindsWrongItself() {
        assertThat(engine.problems("blocks: [{ id: a, type: probe, does: nothing known }]"))
                .singleElement()
                .asString()
                .contains("no behaviour");
    }

    @Test
    void filesOfTheFolderCanBeReadAndNothingElse() {
        FileType type = new FileType();
        InMemoryWorkflow folder = InMemoryWorkflow.of("""
                        version: 1
                        blocks:
                          - { id: good, type: file, path: prompts/reply.md }
                          - { id: gone, type: file, path: prompts/replay.md }
                          - { id: outside, type: file, path: ../other/workflow.yml }
                          - { id: absolute, type: file, path: /etc/passwd }
                        """).with("prompts/reply.md", "Dear customer");

        List<String> problems = type.problems(folder);

        assertThat(problems).hasSize(3);
        assertThat(problems.get(0)).contains("no file \"prompts/replay.md\"", "did you mean \"prompts/reply.md\"?");
        assertThat(problems.get(1)).contains("\"../other/workflow.yml\" leaves the workflow's folder");
        assertThat(problems.get(2)).contains("\"/etc/passwd\" leaves the workflow's folder");
        assertThat(type.read).containsExactly("Dear customer");
    }

    @Test
    void aWorkflowThatCompiledCanBeAskedWhatItWasMadeOf() {
        CompiledWorkflow compiled = engine.compile("name: Triage\nblocks: [{ id: a, type: text, value: x }]");

        assertThat(compiled.workflow().name()).contains("Triage");
        assertThat(compiled.workflow().blocks()).hasSize(1);
    }

    /** A type that reads a file when it is compiled. */
    private static final class FileType implements BlockType {
        private final List<String> read = new java.util.ArrayList<>();

        @Override
        public BlockShape shape() {
            return BlockShape.of(
                    "file",
                    "Reads.",
                    "The text.",
                    dev.refgate.document.Key.required("path", dev.refgate.document.Shapes.text(), "The file."));
        }

        @Override
        public BlockExecutor compile(BlockCompiler block) {
            block.file(block.require("path")).map(String::new).ifPresent(read::add);
            return run -> BlockOutcome.of(null);
        }

        List<String> problems(InMemoryWorkflow folder) {
            var problems = new dev.refgate.document.Problems();
            BlockTypes types = new BlockTypes(List.of(this));
            var workflow = new dev.refgate.workflow.WorkflowParser(
                            new dev.refgate.internal.yaml.YamlDocumentReader(), types.shapes())
                    .parse(folder, problems)
                    .orElseThrow();
            var compiled = new WorkflowCompiler(
                            types,
                            new dev.refgate.internal.template.JinjaTemplates(100),
                            new dev.refgate.internal.schema.NetworkntJsonSchemas(),
                            RunLimits.DEFAULT)
                    .compile(workflow, folder, problems);
            assertThat(compiled).isEmpty();
            return problems.sorted().stream().map(problem -> problem.message()).toList();
        }
    }
}
