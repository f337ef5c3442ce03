package dev.refgate.internal.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.workflow.Reference;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which names a template reads; a question mark is for those whose absence is provided for. */
class ReferencesTest {
    private final JinjaTemplates templates = new JinjaTemplates(10_000);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "plain |",
                "{{ inputs.x }} | inputs.x",
                "{{ classify.output.urgency == 'high' }} | classify.output.urgency",
                "{{ inputs['a']['b'].c }} | inputs.a.b.c",
                "{{ inputs[key].x }} | inputs key",
                "{{ inputs.list[0].x }} | inputs.list",
                "{{ inputs.list[1:n] }} | inputs.list n",
                "{{ inputs.map.items() }} | inputs.map",
                "{{ inputs.map.get(k, d) }} | inputs.map k d",
                "{{ a ~ b }} and {{ c.d }} | a b c.d",
                "{{ a if b else c }} | a b c",
                "{{ [a, {'k': b}] }} | a b",
                "{{ range(n) }} | n",
                "{{ inputs.x PIPE default(inputs.y) }} | inputs.x? inputs.y",
                "{{ inputs.x.y is defined }} | inputs.x.y?",
                "{{ x is defined and x.y == 1 }} | x? x.y?",
                "{{ x is defined and y }} | x? y",
                "{{ x is not defined or x.y }} | x? x.y?",
                "{{ x is defined or x.y }} | x? x.y",
                "{{ x.y if x is defined else z }} | x? x.y? z",
                "{{ x.y if x is not defined else x.z }} | x? x.y x.z?",
                "{{ not (x is not defined) and x.y }} | x? x.y?",
                "{{ x PIPE join(s) PIPE replace(a, 'b') }} | x s a",
                "{{ l PIPE map('default', d) PIPE list }} | l d",
                "{{ l PIPE selectattr('tag', 'eq', t) PIPE list }} | l t",
                "{{ s PIPE truncate(n) }} | s n",
                "{{ x is divisibleby n }} | x n",
                "{% if x is defined %}{{ x.y }}{% endif %}{{ x.z }} | x? x.y? x.z",
                "{% if x is not defined %}{{ x.a }}{% elif y %}{{ x.b }}{% else %}{{ x.c }}{% endif %} | x? x.a y x.b? x.c?",
                "{% for i in items %}{{ i.x }}{{ loop.index }}{{ o.p }}{% endfor %}{{ i }} | items o.p i",
                "{% for k, v in items if v.ok %}{{ k }}{% else %}{{ k }}{% endfor %} | items k",
                "{% set v = a.b %}{{ v.c }} | a.b",
                "{{ v }}{% set v = 1 %}{{ v }} | v",
                "{% set v = v + 1 %}{{ v }} | v",
                "{% set v %}{{ a }}{% endset %}{{ v }} | a",
                "{% set v PIPE replace(b, c) %}{{ a }}{% endset %} | a b c",
                "{% for i in l %}{% set v = i %}{% endfor %}{{ v }} | l v",
                "{% set ns = namespace(a=b) %}{% set ns.a = c %}{{ ns.a }} | b c",
                "{% macro m(a, b=c) %}{{ a }}{{ b }}{{ d }}{% endmacro %}{{ m(e) }}{{ a }} | c d e a",
                "{% macro m() %}{{ caller(x) }}{% endmacro %}{% call(y) m() %}{{ y }}{{ z }}{% endcall %} | x z",
                "{% raw %}{{ no }}{% endraw %}{# {{ no }} #}{{ yes }} | yes"
            })
    void references(String template, String expected) {
        String source = template.replace("PIPE", "|");
        String expectedSorted = sorted(expected == null ? "" : expected);
        assertThat(found(source, false)).as(source).isEqualTo(expectedSorted);
        assertThat(found(source, true)).as("jinjava: %s", source).isEqualTo(expectedSorted);
    }

    private String found(String source, boolean jinjava) {
        return (jinjava ? templates.compileForJinjava(source) : templates.compile(source))
                .references().stream().map(ReferencesTest::written).sorted().collect(Collectors.joining(" "));
    }

    private static String written(Reference reference) {
        return reference + (reference.guarded() ? "?" : "");
    }

    private static String sorted(String names) {
        return Arrays.stream(names.trim().split("\\s+")).sorted().collect(Collectors.joining(" "));
    }
}
