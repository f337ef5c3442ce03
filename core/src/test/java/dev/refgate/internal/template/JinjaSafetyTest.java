package dev.refgate.internal.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.refgate.workflow.Scope;
import dev.refgate.workflow.Template;
import dev.refgate.workflow.TemplateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a template, or the values that it is rendered with, cannot do. */
class JinjaSafetyTest {
    private static final int LIMIT = 10_000;
    private static final String SECRET = "s3cret-value";

    private final JinjaTemplates templates = new JinjaTemplates(LIMIT);

    /** Renders with {@code evil} in the place of an input, with both engines. */
    private String render(String template, Object evil) {
        Map<String, Object> inputs = Map.of("x", evil, "list", List.of(evil, evil), "map", Map.of("k", evil));
        Map<String, Object> names = Map.of("inputs", inputs, "_env", Map.of("KEY", SECRET));
        String fast = templates.compile(template).text(MapScope.of(names));
        assertThat(templates.compileForJinjava(template).text(MapScope.of(names)))
                .isEqualTo(fast);
        return fast;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ inputs.x }}",
                "a {{ inputs.x }} b",
                "{{ inputs.x | trim | string }}",
                "{{ inputs.x ~ '' }}",
                "{{ inputs.x | replace('zzz', '') }}",
                "{{ inputs.list | join(' ') }}",
                "{{ inputs.list | map('trim') | first }}",
                "{{ inputs.x | default('') }}",
                "{{ inputs.x if true else '' }}",
                "{{ inputs.x | safe }}",
                "{{ inputs.x | striptags }}",
                "{{ inputs.x | truncate(500) }}",
                "{{ inputs.x | wordwrap(500) }}",
                "{{ inputs.x | split('zzz') | first }}",
                "{% set y = inputs.x %}{{ y }}",
                "{% set y %}{{ inputs.x }}{% endset %}{{ y }}",
                "{% set y | trim %}{{ inputs.x }}{% endset %}{{ y }}",
                "{% for y in inputs.list %}{{ y }}{% endfor %}",
                "{% for k, v in inputs.map.items() %}{{ v }}{% endfor %}",
                "{% if inputs.x %}{{ inputs.x }}{% endif %}",
                "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(inputs.x) }}",
                "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ inputs.x }}{% endcall %}",
                "{% set ns = namespace(y=inputs.x) %}{{ ns.y }}",
                "{{ inputs.x | tojson }}",
                "{{ inputs.map }}"
            })
    void aRenderedValueIsNeverRenderedAgain(String template) {
        for (String evil : List.of(
                "{{ _env.KEY }}",
                "{% for i in range(9) %}x{% endfor %}",
                "{{ '{{ _env.KEY }}' }}",
                "{% set a = _env.KEY %}{{ a }}",
                "{# gone #}",
                "#{_env.KEY}${_env.KEY}",
                "{% raw %}{{ _env.KEY }}{% endraw %}")) {
            assertThat(render(template, evil)).contains(evil).doesNotContain(SECRET);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ inputs.x | render }}",
                "{{ inputs.list | map('render') | list }}",
                "{{ inputs.x | pprint }}",
                "{{ inputs.x | fromyaml }}",
                "{{ inputs.x.getClass() }}",
                "{{ inputs.x.class.forName('java.lang.Runtime') }}",
                "{{ ____int3rpr3t3r____.getConfig() }}",
                "{{ inputs.list.add(1) }}",
                "{{ inputs.map.put('a', 1) }}",
                "{{ inputs.map.clear() }}",
                "{{ exec('x') }}",
                "{{ filter:upper.filter('x', 1) }}",
                "{% include '/etc/passwd' %}",
                "{% import 'x' as y %}",
                "{% from 'x' import y %}",
                "{% extends 'x' %}",
                "{% do inputs.map.put('a', 1) %}",
                "{% autoescape %}{% endautoescape %}",
                "{{ today() }}",
                "{{ type(inputs) }}"
            })
    void dangerousThingsAreNoTemplates(String template) {
        assertThatThrownBy(() -> templates.compile(template))
                .isInstanceOf(TemplateException.class)
                .message()
                .doesNotContain("com.hubspot", "java.");
        assertThatThrownBy(() -> templates.compileForJinjava(template)).isInstanceOf(TemplateException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ inputs.x.class }}",
                "{{ inputs['class'] }}",
                "{{ inputs.list.size }}",
                "{{ inputs.map.entrySet }}",
                "{{ ____int3rpr3t3r____ }}",
                "{{ ____int3rpr3t3r____.context }}",
                "{{ inputs.list | map(attribute='class') | list }}",
                "{{ inputs.list | sort(attribute='class.name') }}",
                "{{ __macros__ }}",
                "{{ loop }}"
            })
    void nothingOfJavaIsSeen(String template) {
        MapScope scope =
                MapScope.of(Map.of("inputs", Map.of("x", "a", "list", List.of("a", "b"), "map", Map.of("a", 1L))));
        for (Template compiled : List.of(templates.compile(template), templates.compileForJinjava(template))) {
            assertThatThrownBy(() -> compiled.value(scope))
                    .isInstanceOf(TemplateException.class)
                    .message()
                    .containsAnyOf("is not defined", "has no attribute");
        }
    }

    @Test
    void valuesOutsideAreNeverChanged() {
        Map<String, Object> inputs = new LinkedHashMap<>(Map.of("map", new LinkedHashMap<>(Map.of("a", 1L))));
        MapScope scope = MapScope.of(Map.of("inputs", inputs));
        assertThatThrownBy(() -> templates.compile("{% set inputs.map = 2 %}").text(scope))
                .isInstanceOf(TemplateException.class)
                .hasMessage("\"inputs\" is no namespace(); only those can be written into");
        assertThat(inputs).isEqualTo(Map.of("map", Map.of("a", 1L)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ inputs.x / 2 }}",
                "{{ inputs.x < 1 }}",
                "{{ inputs.x + 1 }}",
                "{{ inputs.list[inputs.x] }}",
                "{{ inputs.map.k.nothing }}",
                "{{ inputs.x | round }}",
                "{{ inputs.x | fromjson }}",
                "{{ inputs.list | map('abs') | list }}",
                "{{ inputs.list | sum }}",
                "{{ inputs.x | regex_replace('(', '') }}",
                "{{ inputs.x is divisibleby 2 }}",
                "{% for a, b in inputs.list %}{% endfor %}",
                "{% for a in 5 %}{{ inputs.x }}{% endfor %}",
                "{{ inputs.x | wordcount }}{{ inputs.x - 1 }}"
            })
    void messagesNeverHoldValues(String template) {
        Map<String, Object> inputs = Map.of("x", SECRET, "list", List.of(SECRET, SECRET), "map", Map.of("k", SECRET));
        for (Template compiled : List.of(templates.compile(template), templates.compileForJinjava(template))) {
            assertThatThrownBy(() -> compiled.value(MapScope.of(Map.of("inputs", inputs))))
                    .isInstanceOf(TemplateException.class)
                    .message()
                    .doesNotContain(SECRET)
                    .doesNotContain("com.hubspot", "java.", "Exception");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ a }}{{ a }}{{ a }}",
                "{{ a ~ a ~ a }}",
                "{{ (a + a) + a }}",
                "{{ [a, a, a] | join }}",
                "={{ [a, a, a] }}",
                "{{ a | replace('x', 'yyy') }}",
                "{{ 'x' * 10001 }}",
                "{{ [a, a, a] | tojson }}",
                "{{ [[a, a, a]] | tojson(2) }}",
                "{% set b = a %}{{ b }}{{ b }}{{ b }}",
                "{% for i in range(3) %}{{ a }}{% endfor %}",
                "{% macro m() %}{{ a }}{% endmacro %}{{ m() }}{{ m() }}{{ m() }}",
                "{% set b %}{{ a }}{{ a }}{{ a }}{% endset %}",
                "{% if a %}{{ a }}{{ a }}{{ a }}{% endif %}"
            })
    void tooMuchTextIsAnError(String template) {
        MapScope scope = MapScope.of(Map.of("a", "x".repeat(4000)));
        for (Template compiled : List.of(templates.compile(template), templates.compileForJinjava(template))) {
            assertThatThrownBy(() -> compiled.value(scope))
                    .isInstanceOf(TemplateException.class)
                    .hasMessage("the text became longer than 10000 characters");
        }
    }

    @Test
    void doublingIsStopped() {
        String doubling = "{% set a = 'xxxxxxxxxxxxxxxx' %}" + "{% set a = a ~ a %}".repeat(40);
        assertThatThrownBy(() -> templates.compile(doubling).text(MapScope.of(Map.of())))
                .hasMessageContaining("the text became longer than 10000 characters");
        String lists = "{% set a = [1] %}" + "{% set a = a + a %}".repeat(40);
        assertThatThrownBy(() -> templates.compile(lists).text(MapScope.of(Map.of())))
                .hasMessageContaining("a list became longer than 100000 items");
    }

    @Test
    void aRangeIsNeverCut() {
        assertThat(templates.compile("{{ range(100000) | length }}").value(MapScope.of(Map.of())))
                .isEqualTo(100_000L);
        assertThatThrownBy(
                        () -> templates.compile("{{ range(100001) | length }}").value(MapScope.of(Map.of())))
                .hasMessage("a list became longer than 100000 items");
        assertThatThrownBy(() -> templates
                        .compile("{% for i in range(1, 10 ** 14) %}{% endfor %}")
                        .value(MapScope.of(Map.of())))
                .hasMessage("a list became longer than 100000 items");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% for i in range(9999) %}{% for j in range(9999) %}{% for k in range(9999) %}{% endfor %}{% endfor %}{% endfor %}",
                "{% for i in range(9999) %}{% for j in range(9999) %}{% set x = i * j %}{% endfor %}{% endfor %}",
                "{% for i in range(99999) if range(99999) | length == 0 %}{% endfor %}",
                "{% macro m(n) %}{% if n > 0 %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(40) }}",
                "{{ range(99999) | select('in', range(99999)) | list }}"
            })
    void theDeadlineEndsEverything(String template) {
        for (Template compiled : List.of(templates.compile(template), templates.compileForJinjava(template))) {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> assertThatThrownBy(() -> compiled.text(MapScope.within(Map.of(), Duration.ofMillis(200))))
                            .isInstanceOf(TemplateException.class)
                            .hasMessage("the time to render the template is over"));
        }
    }

    @Test
    void aPassedDeadlineStopsTheFastPathToo() {
        assertThatThrownBy(() -> templates.compile("a").text(MapScope.within(Map.of(), Duration.ZERO)))
                .hasMessage("the time to render the template is over");
    }

    @Test
    void recursionHasAnEnd() {
        assertThatThrownBy(() -> templates
                        .compile("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}")
                        .text(MapScope.of(Map.of())))
                .hasMessage("macros call each other more than 50 deep");
        assertThatThrownBy(() -> templates.compile("{{ " + "(".repeat(10_000) + "1" + ")".repeat(10_000) + " }}"))
                .hasMessage("an expression is nested more than 100 deep");
        assertThatThrownBy(() -> templates.compile("{{ " + "not ".repeat(10_000) + "1 }}"))
                .hasMessage("an expression is nested more than 100 deep");
        assertThatThrownBy(() -> templates.compile("{% if 1 %}".repeat(100) + "{% endif %}".repeat(100)))
                .hasMessage("blocks are nested more than 60 deep");
        assertThatThrownBy(() -> templates.compile("{{ a" + ".b".repeat(100_000) + " }}"))
                .isInstanceOf(TemplateException.class);
    }

    @Test
    void deepValuesAreAnErrorAndNoCrash() {
        Object deep = "x";
        for (int i = 0; i < 100_000; i++) {
            deep = Collections.singletonList(deep);
        }
        MapScope scope = MapScope.of(Map.of("deep", deep));
        for (String template :
                List.of("{{ deep | tojson }}", "{{ deep == [deep] }} ", "{% if deep %}{{ deep }}{% endif %}")) {
            assertThatThrownBy(() -> templates.compile(template).text(scope)).isInstanceOf(TemplateException.class);
        }
    }

    @Test
    void templatesAreSharedByThreads() throws Exception {
        Template fast = templates.compile("{{ n }}-{{ list | map('string') | join(',') }}");
        Template slow = templates.compile(
                "{% macro m(a) %}{% for x in a %}{{ x | truncate(99) }},{% endfor %}{% endmacro %}{{ n }}-{{ m(list) }}");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> jobs = new ArrayList<>();
            for (long i = 0; i < 400; i++) {
                Scope scope = MapScope.of(Map.of("n", i, "list", List.of("a" + i, "b" + i)));
                String text = i + "-a" + i + ",b" + i;
                jobs.add(() -> fast.text(scope).equals(text) && slow.text(scope).equals(text + ","));
            }
            for (Future<Boolean> done : threads.invokeAll(jobs)) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
