package dev.refgate.internal.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.workflow.TemplateException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What templates mean to those who write them. Whatever engine renders them, the answer is the same. */
class JinjaTemplatesTest {
    private static final int LIMIT = 10_000;

    private final JinjaTemplates templates = new JinjaTemplates(LIMIT);
    private final Map<String, Object> names = new LinkedHashMap<>();

    JinjaTemplatesTest() {
        Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
        inputs.put("name", "Ada");
        inputs.put("empty", "");
        inputs.put("count", 3L);
        inputs.put("price", 2.5);
        inputs.put("flag", true);
        inputs.put("nothing", null);
        inputs.put("list", List.of("b", "a", "c"));
        inputs.put("lines", List.of(Map.of("sku", "x", "n", 2L), Map.of("sku", "y", "n", 3L)));
        inputs.put("object", new LinkedHashMap<>(Map.of("key", "value")));
        inputs.put("not-a-name", "dashed");
        inputs.put("in", "keyword");
        names.put("inputs", inputs);
        names.put("_env", Map.of("KEY", "secret"));
    }

    private @Nullable Object value(String template) {
        Object fast = templates.compile(template).value(MapScope.of(names));
        Object slow = templates.compileForJinjava(template).value(MapScope.of(names));
        assertThat(slow).as("jinjava's value of %s", template).isEqualTo(fast);
        return fast;
    }

    private String text(String template) {
        String fast = templates.compile(template).text(MapScope.of(names));
        String slow = templates.compileForJinjava(template).text(MapScope.of(names));
        assertThat(slow).as("jinjava's text of %s", template).isEqualTo(fast);
        return fast;
    }

    private void fails(String template, String message) {
        assertThatThrownBy(() -> templates.compile(template).value(MapScope.of(names)))
                .as(template)
                .isInstanceOf(TemplateException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> templates.compileForJinjava(template).value(MapScope.of(names)))
                .as("jinjava's answer to %s", template)
                .isInstanceOf(TemplateException.class)
                .hasMessage(message);
    }

    @Test
    void aSingleExpressionKeepsItsType() {
        assertThat(value("{{ inputs.count }}")).isEqualTo(3L);
        assertThat(value(" \n {{ inputs.price }} ")).isEqualTo(2.5);
        assertThat(value("{{ inputs.flag }}")).isEqualTo(true);
        assertThat(value("{{ inputs.nothing }}")).isNull();
        assertThat(value("{{ inputs.object }}")).isEqualTo(Map.of("key", "value"));
        assertThat(value("{{ [1, 2.0, 'x', none, {'a': true}] }}"))
                .isEqualTo(Arrays.asList(1L, 2.0, "x", null, Map.of("a", true)));
    }

    @Test
    void aSingleExpressionGivesTheLiveValue() {
        Object inputs = names.get("inputs");
        assertThat(templates.compile("{{ inputs }}").value(MapScope.of(names))).isSameAs(inputs);
    }

    @Test
    void everythingElseIsText() {
        assertThat(value("{{ inputs.count }}{{ inputs.count }}")).isEqualTo("33");
        assertThat(value("n={{ inputs.count }}")).isEqualTo("n=3");
        assertThat(value("{# note #}{{ inputs.count }}")).isEqualTo("3");
        assertThat(value("plain")).isEqualTo("plain");
        assertThat(value("")).isEqualTo("");
    }

    @Test
    void valuesAreWrittenAsJsonInText() {
        assertThat(text("<{{ inputs.nothing }}>")).isEqualTo("<>");
        assertThat(text("<{{ inputs.flag }}>")).isEqualTo("<true>");
        assertThat(text("<{{ inputs.object }}>")).isEqualTo("<{\"key\":\"value\"}>");
        assertThat(text("<{{ inputs.list }}>")).isEqualTo("<[\"b\",\"a\",\"c\"]>");
        assertThat(text("<{{ 4 / 2 }}>")).isEqualTo("<2.0>");
        assertThat(text("{{ '\\u0001\"\\n' | tojson }}")).isEqualTo("\"\\u0001\\\"\\n\"");
    }

    @ParameterizedTest
    @CsvSource({
        "1e16, 1e+16",
        "12345678.9, 12345678.9",
        "1e15, 1000000000000000.0",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "1.5e300, 1.5e+300",
        "-0.5, -0.5",
        "0.0, 0.0"
    })
    void realNumbersAreWrittenAsPeopleDo(String number, String text) {
        assertThat(text("={{ " + number + " }}")).isEqualTo("=" + text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ inputs.foo }}",
                "{{ inputs.foo.bar }}",
                "x{{ inputs['foo'] }}",
                "{{ inputs.foo | upper }}",
                "{{ inputs.foo == 1 }}",
                "{{ not inputs.foo }}",
                "{{ inputs.foo is none }}"
            })
    void whatIsMissingIsAnError(String template) {
        fails(template, "inputs.foo is not defined");
    }

    @Test
    void missingIndexesAndRootsAreErrors() {
        fails("{{ foo }}", "foo is not defined");
        fails("{{ inputs.list[3] }}", "inputs.list[3] is not defined");
        fails("{{ inputs.list[-4] }}", "inputs.list[-4] is not defined");
        fails("{{ inputs.lines[0].price }}", "inputs.lines[0].price is not defined");
        fails("{{ inputs.nothing.x }}", "inputs.nothing.x is not defined");
        fails("{{ inputs.list[inputs.count] }}", "inputs.list[…] is not defined");
    }

    @Test
    void defaultAndDefinedProvideForWhatIsMissing() {
        assertThat(value("{{ inputs.foo | default('x') }}")).isEqualTo("x");
        assertThat(value("{{ inputs.foo.bar[0].baz | d(7) }}")).isEqualTo(7L);
        assertThat(value("{{ foo | default }}")).isEqualTo("");
        assertThat(value("{{ inputs.nothing | default('x') }}")).isNull();
        assertThat(value("{{ inputs.nothing | default('x', true) }}")).isEqualTo("x");
        assertThat(value("{{ inputs.empty | default('x', boolean=true) }}")).isEqualTo("x");
        assertThat(value("{{ inputs.foo is defined }}")).isEqualTo(false);
        assertThat(value("{{ inputs.foo is not defined or inputs.foo > 1 }}")).isEqualTo(true);
        assertThat(value("{{ inputs.foo is undefined }}")).isEqualTo(true);
        assertThat(value("{{ inputs.nothing is defined }}")).isEqualTo(true);
        assertThat(value("{{ [] | first | default('none') }}")).isEqualTo("none");
    }

    @Test
    void keysAreReadInEveryWay() {
        assertThat(value("{{ inputs['not-a-name'] }}")).isEqualTo("dashed");
        assertThat(value("{{ inputs.in }}")).isEqualTo("keyword");
        assertThat(value("{{ inputs.list[-1] }}")).isEqualTo("c");
        assertThat(value("{{ inputs.lines[1].sku }}")).isEqualTo("y");
        assertThat(value("{{ inputs.list.0 }}")).isEqualTo("b");
        assertThat(value("{{ inputs.list[:2] }}")).isEqualTo(List.of("b", "a"));
        assertThat(value("{{ inputs.name[1:] }}")).isEqualTo("da");
        assertThat(value("{{ inputs.object.get('no', 'way') }}")).isEqualTo("way");
        assertThat(value("{{ inputs.object.items() }}")).isEqualTo(List.of(List.of("key", "value")));
    }

    @Test
    void arithmeticIsPythons() {
        assertThat(value("{{ 7 // 2 }}")).isEqualTo(3L);
        assertThat(value("{{ -7 // 2 }}")).isEqualTo(-4L);
        assertThat(value("{{ -7 % 3 }}")).isEqualTo(2L);
        assertThat(value("{{ 7 / 2 }}")).isEqualTo(3.5);
        assertThat(value("{{ 2 ** 3 * 2 }}")).isEqualTo(16L);
        assertThat(value("{{ 9223372036854775807 + 1 }}")).isEqualTo(new BigInteger("9223372036854775808"));
        assertThat(value("{{ 1 + 2 * 3 - 4 }}")).isEqualTo(3L);
        assertThat(value("{{ 'a' + 'b' }}")).isEqualTo("ab");
        assertThat(value("{{ [1] + [2] }}")).isEqualTo(List.of(1L, 2L));
        assertThat(value("{{ 'n' ~ 1 ~ none ~ true }}")).isEqualTo("n1true");
        fails("{{ 1 / 0 }}", "division by zero");
        fails("{{ inputs.name + 1 }}", "cannot add a text and a number; join texts with ~");
        fails("{{ inputs.name - 1 }}", "cannot subtract from a text: a number is needed");
        fails("{{ 10 ** 10000 }}", "a number became too large");
    }

    @Test
    void comparisonsAreStrictAboutKinds() {
        assertThat(value("{{ 1 == 1.0 }}")).isEqualTo(true);
        assertThat(value("{{ '1' == 1 }}")).isEqualTo(false);
        assertThat(value("{{ [1, {'a': 2}] == [1.0, {'a': 2.0}] }}")).isEqualTo(true);
        assertThat(value("{{ 'a' < 'b' and 'B' < 'a' }}")).isEqualTo(true);
        assertThat(value("{{ 'a' in inputs.list and 'z' not in inputs.list }}")).isEqualTo(true);
        assertThat(value("{{ 'd' in inputs.name and 'key' in inputs.object }}")).isEqualTo(true);
        assertThat(value("{{ none == none }}")).isEqualTo(true);
        fails("{{ 1 < 'a' }}", "cannot compare a number with a text");
        fails("{{ 1 < 2 < 3 }}", "a comparison cannot be chained; write: a < b and b < c");
    }

    @Test
    void logicGivesTheOperandThatDecided() {
        assertThat(value("{{ inputs.empty or inputs.name }}")).isEqualTo("Ada");
        assertThat(value("{{ inputs.count and 0 }}")).isEqualTo(0L);
        assertThat(value("{{ not 0.0 and not [] and not {} and not none }}")).isEqualTo(true);
        assertThat(value("{{ 'yes' if inputs.flag else inputs.foo }}")).isEqualTo("yes");
        assertThat(value("{{ 'yes' if not inputs.flag }}")).isNull();
        assertThat(value("{{ not 1 == 2 }}")).isEqualTo(true);
    }

    @Test
    void syntaxErrorsAreFoundWhenCompiled() {
        fails("{{ inputs.name | uper }}", "unknown filter \"uper\"; did you mean \"upper\"?");
        fails("{{ inputs.name is strin }}", "unknown test \"strin\"; did you mean \"string\"?");
        fails("{{ rang(3) }}", "unknown function \"rang\"; did you mean \"range\"?");
        fails("{{ inputs.name.upper() }}", "unknown method \"upper\"; use the filter: | upper");
        fails("{{ 'a\\u12' }}", "\\u in a text has to be followed by four hexadecimal digits");
        fails("{{ }}", "an expression is missing");
        fails("{{ 1 + }}", "unexpected the end of the expression (expected a value)");
        fails("{{ a b }}", "unexpected \"b\" (expected the end of the expression)");
    }

    @Test
    void tagsAreLeftToJinjava() {
        assertThat(text("{% if inputs.count > 2 %}many{% elif inputs.count %}few{% else %}none{% endif %}"))
                .isEqualTo("many");
        assertThat(
                        text(
                                "{% for x in inputs.list %}{{ loop.index }}{{ x }}{% if not loop.last %},{% endif %}{% endfor %}"))
                .isEqualTo("1b,2a,3c");
        assertThat(text("{% set x = inputs.name | upper %}{{ x }}")).isEqualTo("ADA");
        assertThat(
                        text(
                                "{% macro hi(who, mark='!') %}hi {{ who }}{{ mark }}{% endmacro %}{{ hi('you') }}{{ hi(mark='?', who='me') }}"))
                .isEqualTo("hi you!hi me?");
        assertThat(value("{{ inputs.lines | map(attribute='n') | list }}")).isEqualTo(List.of(2L, 3L));
    }

    @Test
    void nowIsNow() {
        java.time.Instant before = java.time.Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MICROS);

        Object now = new JinjaTemplates(1_000)
                .compile("{{ datetime.now(ZoneInfo('Asia/Tokyo')).isoformat() }}")
                .value(MapScope.of(Map.of()));

        assertThat(java.time.OffsetDateTime.parse(String.valueOf(now)).toInstant())
                .isBetween(before, java.time.Instant.now());
        assertThat(String.valueOf(now)).endsWith("+09:00");
    }

    @Test
    void aDateIsWrittenOfAMomentOrOfSeconds() {
        MapScope scope = MapScope.of(Map.of("due", "2026-03-01T10:20:30Z", "seconds", 1767225600L));
        JinjaTemplates templates = new JinjaTemplates(1_000);

        assertThat(templates
                        .compile("{{ due | date }} {{ seconds | date('%H:%M %d/%m/%Y') }}")
                        .text(scope))
                .isEqualTo("2026-03-01 00:00 01/01/2026");
        assertThat(templates.compile("{{ due.strftime('%H:%M') }}").value(scope))
                .isEqualTo("10:20");
    }

    @Test
    void exponentsThatNothingCanHoldAreNoHarm() {
        MapScope scope = MapScope.of(Map.of("text", "1e999999999", "longer", "1e" + "9".repeat(50)));
        JinjaTemplates templates = new JinjaTemplates(1_000);

        assertThatThrownBy(() -> templates.compile("{{ 1e1004444444444 }}"))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("is too large");
        assertThat(templates.compile("{{ 1e-1004444444444 }}").value(scope)).isEqualTo(0.0);
        assertThat(templates
                        .compile("{{ [text | int, longer | int(7), '1e22' | int, '-2.9' | int] }}")
                        .value(scope))
                .isEqualTo(List.of(0L, 7L, BigInteger.TEN.pow(22), -2L));
    }
}
