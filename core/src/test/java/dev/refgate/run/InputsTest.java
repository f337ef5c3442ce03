package dev.refgate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.refgate.workflow.JsonSchemas.Violation;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a caller may send. */
class InputsTest {
    private final TestEngine engine = new TestEngine();
    private final CompiledWorkflow workflow = engine.compile("""
            inputs:
              subject: { type: string, minLength: 3 }
              email: { type: string, format: email, sensitive: true }
              lines: { type: array, items: { type: object, properties: { count: { type: integer } } }, optional: true }
              tags: { type: array, default: [a, { b: 1 }] }
              note: { type: [string, "null"], default: none }
            blocks: [{ id: a, type: text, value: "{{ inputs.subject }}" }]
            outputs: { inputs: "{{ inputs }}" }
            """);

    private List<Violation> refused(Map<String, Object> inputs) {
        return catchThrowableOfType(InvalidInputsException.class, () -> engine.run(workflow, inputs))
                .violations();
    }

    @Test
    void defaultsAreFilledIn() {
        RunResult result = engine.run(workflow, Map.of("email", "a@example.com", "subject", "help"));

        assertThat(result.outputs())
                .isEqualTo(Map.of(
                        "inputs",
                        Map.of(
                                "subject", "help",
                                "email", "a@example.com",
                                "tags", List.of("a", Map.of("b", 1L)),
                                "note", "none")));
        assertThat(((Map<?, ?>) result.outputs().get("inputs")).keySet().toString())
                .isEqualTo("[subject, email, tags, note]");
    }

    @Test
    void aDefaultBelongsToNoRun() {
        RunResult result = engine.run(workflow, Map.of("email", "a@example.com", "subject", "help"));

        List<?> tags = (List<?>) ((Map<?, ?>) result.outputs().get("inputs")).get("tags");
        assertThatThrownBy(tags::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void nullIsNotMissing() {
        Map<String, Object> inputs = new java.util.HashMap<>(Map.of("email", "a@example.com", "subject", "help"));
        inputs.put("note", null);

        RunResult result = engine.run(workflow, inputs);

        assertThat(TestEngine.map(result.outputs().get("inputs")))
                .extractingByKey("note")
                .isNull();
    }

    @Test
    void nullIsRefusedWhereTheSchemaDoesNotAllowIt() {
        List<Violation> violations = refused(new java.util.HashMap<>(Collections.singletonMap("subject", null)) {
            {
                put("email", "a@example.com");
            }
        });

        assertThat(violations).extracting(Violation::path).containsExactly(List.of("subject"));
        assertThat(violations).extracting(Violation::keyword).containsExactly("type");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceAndNoValueIsShown() {
        InvalidInputsException refusal = catchThrowableOfType(
                InvalidInputsException.class,
                () -> engine.run(
                        workflow,
                        Map.of(
                                "subjct",
                                "unseen-value",
                                "email",
                                "unseen-address",
                                "lines",
                                List.of(Map.of("count", 1L), Map.of("count", "unseen-count")))));

        assertThat(refusal.violations())
                .extracting(Violation::path)
                .containsExactlyInAnyOrder(
                        List.of("subject"), List.of("email"), List.of("lines", 1, "count"), List.of("subjct"));
        assertThat(refusal.violations())
                .extracting(Violation::keyword)
                .containsExactlyInAnyOrder("required", "format", "type", "additionalProperties");
        assertThat(refusal)
                .hasMessageContaining("inputs.subject: is missing")
                .hasMessageContaining("inputs.subjct: is not declared")
                .hasMessageContaining("did you mean \"subject\"?")
                .hasMessageContaining("inputs.lines.1.count: ");
        assertThat(refusal.getMessage()).doesNotContain("unseen");
    }

    @Test
    void aWorkflowWithoutInputsTakesNone() {
        CompiledWorkflow none = engine.compile("blocks: [{ id: a, type: text, value: x }]");

        assertThatThrownBy(() -> engine.run(none, Map.of("any", 1L)))
                .isInstanceOf(InvalidInputsException.class)
                .hasMessage("inputs.any: is not declared (the workflow takes no inputs)");
    }

    @Test
    void anOptionalInputThatWasNotSentIsMissing() {
        CompiledWorkflow reader = engine.compile("""
                inputs: { name: { type: string, optional: true } }
                blocks:
                  - { id: guarded, type: text, value: "{{ inputs.name | default('you') }}" }
                  - { id: bare, type: text, value: "{{ inputs.name }}" }
                """);

        RunResult result = engine.run(reader, Map.of());

        assertThat(TestEngine.block(result, "guarded").output()).isEqualTo("you");
        assertThat(result.error().flatMap(RunError::block)).contains("bare");
    }
}
