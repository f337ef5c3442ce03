package dev.refgate.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.InvalidArgumentException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sentences under {@code assert}. */
class AssertionTest {
    private static final Observation RUN = run();

    private static Observation run() {
        Map<String, Object> outputs = new LinkedHashMap<>();
        outputs.put("text", "billing-support");
        outputs.put("count", 3L);
        outputs.put("ratio", 0.5);
        outputs.put("whole", 3.0);
        outputs.put("yes", true);
        outputs.put("nothing", null);
        outputs.put("list", Arrays.asList("a", 2L, null));
        outputs.put("map", Map.of("key", "value", "a b", List.of(List.of(7L))));
        outputs.put("quote", "say \"hi\"\nbye");
        return new Observation(
                "success",
                outputs,
                Optional.empty(),
                List.of(
                        new Observation.Block("page", "failed", null, Optional.of("timeout"), 2),
                        new Observation.Block("queue", "success", Map.of("to", "support"), Optional.empty(), 1),
                        new Observation.Block("late", "skipped", null, Optional.empty(), 0)),
                Duration.ZERO);
    }

    private static Optional<Failure> check(String assertion) {
        return AssertionParser.parse(assertion, Columns.NONE).check(RUN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "outputs.count == 3",
                "outputs.count == 3.0",
                "outputs.whole == 3",
                "outputs.count != 4",
                "outputs.count < 4",
                "outputs.count <= 3",
                "outputs.count > -1",
                "outputs.count >= 3",
                "outputs.ratio == 5e-1",
                "outputs.text == \"billing-support\"",
                "outputs.text == 'billing-support'",
                "outputs.text < \"c\"",
                "outputs.text contains \"ing\"",
                "outputs.list contains 2",
                "outputs.list contains null",
                "outputs.map contains \"key\"",
                "outputs.text matches \"bill.*\"",
                "outputs.text not matches \"bill\"",
                "not outputs.text matches 'bill'",
                "outputs.nothing exists",
                "outputs.none not exists",
                "not outputs.none exists",
                "outputs.nothing == null",
                "outputs.nothing type is null",
                "outputs.count type is integer",
                "outputs.count type is number",
                "outputs.ratio type is number",
                "outputs.ratio not type is integer",
                "outputs.text type is string",
                "outputs.yes type is boolean",
                "outputs.list type is list",
                "outputs.map type is object",
                "outputs.text in [\"x\", \"billing-support\"]",
                "outputs.text not in []",
                "outputs.count in [1, 2, 3]",
                "\"ing\" in outputs.text",
                "outputs.text startswith \"bill\"",
                "outputs.text endswith \"support\"",
                "outputs.yes == true",
                "outputs.list[1] == 2",
                "outputs.map.key == \"value\"",
                "outputs.map[\"a b\"][0][0] == 7",
                "outputs.quote == \"say \\\"hi\\\"\\nbye\"",
                "outputs.list == [\"a\", 2, null]",
                "page.attempts == 2",
                "page.error contains \"time\"",
                "page.output == null",
                "queue.output.to == \"support\"",
                "late.status == \"skipped\"",
                "late.attempts == 0",
                "late.output not exists",
                "queue.error not exists",
                "status == \"success\"",
                "error not exists",
                "path == [\"page\", \"queue\"]",
                "path[0] == \"page\"",
                "outputs.count == outputs.whole",
                "page.attempts > queue.attempts",
            })
    void holds(String assertion) {
        assertThat(check(assertion)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "outputs.count == \"3\"",
                "outputs.count < \"4\"",
                "outputs.text > 1",
                "outputs.none == null",
                "outputs.none != 1",
                "not outputs.none == 1",
                "outputs.none < 1",
                "outputs.nothing < 1",
                "outputs.text matches \"bill\"",
                "outputs.count matches \"3\"",
                "outputs.list[3] exists",
                "outputs.text.length exists",
                "outputs.count contains 3",
                "outputs.yes == 1",
                "late.output exists",
                "error contains \"x\"",
                "outputs.count == outputs.none",
            })
    void doesNotHold(String assertion) {
        assertThat(check(assertion)).isPresent();
    }

    @Test
    void saysWhatItExpectedAndWhatItFound() {
        assertThat(check("outputs.text not startswith \"bill\""))
                .contains(new Failure(
                        "outputs.text not startswith \"bill\"", "not startswith \"bill\"", "\"billing-support\""));
        assertThat(check("outputs.none == outputs.list"))
                .contains(new Failure("outputs.none == outputs.list", "== [\"a\", 2, null]", "nothing there"));
        assertThat(check("outputs.none exists"))
                .contains(new Failure("outputs.none exists", "exists", "nothing there"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "outputs.a",
                "outputs.a =",
                "outputs.a = 1",
                "outputs.a ==",
                "outputs.a == 1 2",
                "outputs.a is string",
                "outputs.a type string",
                "outputs.a type is text",
                "outputs.a type is \"strong\"",
                "outputs.a like 1",
                "outputs.a \"==\" 1",
                "outputs..a == 1",
                "outputs[a] == 1",
                "outputs[-1] == 1",
                "outputs[1 == 1",
                "outputs.a == \"x",
                "outputs.a == [1 2]",
                "outputs.a == [1,",
                "outputs.a matches \"[\"",
                "outputs.a matches 3",
                "outputs.a == {\"a\": 1}",
                "outputs.a == {{x}}",
                "outputs.a && outputs.b",
                "exists",
            })
    void isNoAssertion(String text) {
        assertThatThrownBy(() -> AssertionParser.parse(text, Columns.NONE))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith(text.equals("outputs.a == {{x}}") ? "{{x}}" : "assert: " + text)
                .hasMessageContaining("expected");
    }

    @Test
    void errorsNameTheCharacter() {
        assertThatThrownBy(() -> AssertionParser.parse("outputs.a equals 3", Columns.NONE))
                .hasMessage("assert: outputs.a equals 3: expected an operator, one of: ==, !=, <, <=, >, >=, contains,"
                        + " matches, exists, type is, in, startswith, endswith, found \"equals 3\" at character 11");
    }

    @Test
    void columnsAreValuesWhateverIsInThem() {
        Columns columns = new Columns(Map.of("n", 3L, "quote", "say \"hi\"\nbye", "evil", "x\" or \"y"));

        assertThat(AssertionParser.parse("outputs.count == {{n}}", columns).check(RUN))
                .isEmpty();
        assertThat(AssertionParser.parse("outputs.text == \"{{n}} {{ evil }}\"", columns)
                        .check(RUN)
                        .map(Failure::expected))
                .contains("== \"3 x\\\" or \\\"y\"");
        assertThat(AssertionParser.parse("outputs.quote == {{quote}}", columns).check(RUN))
                .isEmpty();
        assertThatThrownBy(() -> AssertionParser.parse("outputs.count == {{m}}", columns))
                .hasMessageStartingWith("{{m}}: no such column (expected one of: ");
    }

    @Test
    void aPatternThatWouldKeepJavaBusyForYearsIsMatchedAtOnce() {
        Observation run = new Observation(
                "success", Map.of("a", "a".repeat(5_000) + "!"), Optional.empty(), List.of(), Duration.ZERO);

        assertThat(AssertionParser.parse("outputs.a not matches \"(a+)+b\"", Columns.NONE)
                        .check(run))
                .isEmpty();
    }
}
