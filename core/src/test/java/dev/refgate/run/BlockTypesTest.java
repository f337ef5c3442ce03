package dev.refgate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.workflow.BlockShape;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The block types, one by one. */
class BlockTypesTest {
    private final TestEngine engine = new TestEngine();

    @Test
    void theRegistryKnowsTheTypesInTheOrderOfTheReference() {
        assertThat(BlockTypes.standard(TestServices.DEFAULT).shapes())
                .extracting(BlockShape::type)
                .containsExactly(
                        "text",
                        "json",
                        "condition",
                        "continue_if",
                        "stop_if",
                        "javascript",
                        "http",
                        "llm",
                        "delay",
                        "reduce",
                        "workflow",
                        "save_document",
                        "query_documents");
        assertThat(BlockTypes.standard(TestServices.DEFAULT).find("json")).containsInstanceOf(JsonBlock.class);
        assertThat(BlockTypes.standard(TestServices.DEFAULT).find("jsn")).isEmpty();
    }

    @Test
    void aTypeIsRegisteredOnce() {
        assertThatThrownBy(() -> new BlockTypes(List.of(new TextBlock(), new TextBlock())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("text");
    }

    @Test
    void everyTypeIsDocumented() {
        for (BlockShape shape : BlockTypes.standard(TestServices.DEFAULT).shapes()) {
            assertThat(shape.summary()).endsWith(".");
            assertThat(shape.output()).endsWith(".");
            assertThat(shape.keys())
                    .isNotEmpty()
                    .allSatisfy(key -> assertThat(key.description()).endsWith("."));
        }
    }

    @Test
    void textRendersText() {
        RunResult result = engine.run("""
                inputs: { a: {}, b: {} }
                blocks: [{ id: text, type: text, value: "a={{ inputs.a }}, b={{ inputs.b }}" }]
                """, withNull("a", Map.of("n", 1L), "b"));

        assertThat(result.outputs().get("text")).isEqualTo("a={\"n\":1}, b=");
    }

    @Test
    void textIsAlwaysText() {
        RunResult result = engine.run("""
                blocks:
                  - { id: one, type: text, value: "{{ 1 + 1 }}" }
                  - { id: two, type: text, needs: [], value: "" }
                """);

        assertThat(result.outputs()).isEqualTo(Map.of("one", "2", "two", ""));
    }

    @Test
    void jsonKeepsTheStructureAndTheTypesOfSingleExpressions() {
        RunResult result = engine.run("""
                inputs: { list: {}, key: {} }
                blocks:
                  - id: json
                    type: json
                    value:
                      fixed: { number: 1, list: [a, 2.5] }
                      expression: "{{ inputs.list }}"
                      text: "n: {{ inputs.list | length }}"
                      "{{ inputs.key }}": [ "{{ inputs.key }}" ]
                """, Map.of("list", List.of(1L, true), "key", "k"));

        assertThat(result.outputs())
                .isEqualTo(Map.of(
                        "json",
                        Map.of(
                                "fixed", Map.of("number", 1L, "list", List.of("a", 2.5)),
                                "expression", List.of(1L, true),
                                "text", "n: 2",
                                "k", List.of("k"))));
    }

    @Test
    void keysThatAreRenderedAlikeFailTheBlock() {
        RunResult result = engine.run("""
                inputs: { key: {} }
                blocks: [{ id: json, type: json, value: { a: 1, "{{ inputs.key }}": 2 } }]
                """, Map.of("key", "a"));

        assertThat(result.status()).isEqualTo(RunStatus.FAILED);
        assertThat(result.error().orElseThrow().message()).contains("two keys");
    }

    @Test
    void aRenderedValueIsNeverRenderedAgain() {
        engine.env("TOKEN", "the-secret");

        RunResult result = engine.run("""
                inputs: { text: { type: string } }
                blocks:
                  - { id: text, type: text, value: "{{ inputs.text }}!" }
                  - { id: json, type: json, value: { again: "{{ text.output }}", "{{ inputs.text }}": 1 } }
                outputs: { json: "{{ json.output }}" }
                """, Map.of("text", "{{ _env.TOKEN }}"));

        assertThat(result.outputs())
                .isEqualTo(Map.of("json", Map.of("again", "{{ _env.TOKEN }}!", "{{ _env.TOKEN }}", 1L)));
    }

    @Test
    void outputsCannotBeChangedByWhoeverGetsThem() {
        RunResult result = engine.run("""
                inputs: { x: {} }
                blocks: [{ id: json, type: json, value: { fixed: { a: 1 }, made: ["{{ inputs.x }}"] } }]
                outputs: { all: "{{ json.output }}" }
                """, Map.of("x", 1L));

        Map<?, ?> output = (Map<?, ?>) result.outputs().get("all");
        assertThatThrownBy(output::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((Map<?, ?>) output.get("fixed")).clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((List<?>) output.get("made")).clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void theTimeOfTheRunsStartIsAGlobal() {
        var clock = java.time.Clock.fixed(
                java.time.Instant.parse("2026-01-31T23:30:15.678Z"), java.time.ZoneId.of("Europe/Berlin"));
        engine.clock(clock);

        RunResult result = engine.run("blocks: [{ id: now, type: json, value: \"{{ __exp_global }}\" }]");

        assertThat(result.outputs().get("now"))
                .isEqualTo(Map.of(
                        "current_datetime", "2026-02-01T00:30:15+01:00",
                        "current_date", "2026-02-01",
                        "current_time", "00:30:15",
                        "current_datetime_utc", "2026-01-31T23:30:15Z",
                        "current_date_utc", "2026-01-31",
                        "current_time_utc", "23:30:15"));
    }

    @Test
    void theSettingsOfTheEnvironmentAreThere() {
        engine.env("PAGER_URL", "https://pager.example");

        RunResult result = engine.run("blocks: [{ id: url, type: text, value: \"{{ _env.PAGER_URL }}/events\" }]");

        assertThat(result.outputs()).isEqualTo(Map.of("url", "https://pager.example/events"));
    }

    @Test
    void falseAreTheEmptyValuesZeroAndTheWord() {
        List<Object> falseOnes = Arrays.asList(
                null, false, 0L, 0.0, -0.0, BigInteger.ZERO, "", "false", "False", "FALSE", List.of(), Map.of());
        List<Object> trueOnes = List.of(
                true, 1L, -1L, 0.1, Double.NaN, BigInteger.TEN, " ", "0", "no", "true", List.of(0L), Map.of("a", 0L));

        assertThat(falseOnes).noneMatch(Conditions::isTrue);
        assertThat(trueOnes).allMatch(Conditions::isTrue);
    }

    @Test
    void conditionsMayBeTextsThatSayTrueOrFalse() {
        RunResult result = engine.run("""
                blocks:
                  - { id: yes, type: continue_if, condition: "True" }
                  - { id: no, type: continue_if, needs: [], condition: "{{ 'FALSE' }}" }
                """);

        assertThat(result.outputs())
                .isEqualTo(
                        Map.of("yes", Map.of("evaluated_condition", true), "no", Map.of("evaluated_condition", false)));
    }

    private static Map<String, Object> withNull(String key, Object value, String nullKey) {
        Map<String, Object> map = new HashMap<>();
        map.put(key, value);
        map.put(nullKey, null);
        return map;
    }
}
