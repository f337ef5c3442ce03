package dev.refgate.internal.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.refgate.workflow.TemplateException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Whatever a template says, it ends soon, with a JSON value of bounded size or with an error of its own, and shows nothing
 * of Java.
 */
class TemplateFuzzTest {
    private static final int LONGEST = 10_000;
    private static final Map<String, Object> NAMES = Map.of(
            "inputs", Map.of("text", "a b", "number", 7L, "list", List.of(3L, 1L, 2L), "map", Map.of("k", "v")),
            "block", Map.of("output", Map.of("items", List.of(Map.of("name", "x", "price", 1.5)))));

    private final JinjaTemplates templates = new JinjaTemplates(LONGEST);

    @FuzzTest(maxDuration = "20s")
    @DictionaryFile(resourcePath = "/dev/refgate/fuzz.dictionary")
    void template(byte[] source) {
        render(new String(source, StandardCharsets.UTF_8));
    }

    @FuzzTest(maxDuration = "20s")
    @DictionaryFile(resourcePath = "/dev/refgate/fuzz.dictionary")
    void expression(byte[] source) {
        render("{{ " + new String(source, StandardCharsets.UTF_8) + " }}");
    }

    private void render(String source) {
        long begin = System.nanoTime();
        try {
            var template = templates.compile(source);
            assertThat(template.references()).isNotNull();
            assertThat(template.text(scope()).length()).isLessThanOrEqualTo(LONGEST);
            assertIsJson(template.value(scope()));
        } catch (TemplateException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("java.", "com.hubspot", "dev.refgate");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }

    private static MapScope scope() {
        return MapScope.within(NAMES, Duration.ofMillis(200));
    }

    private static void assertIsJson(Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> {
                assertThat(key).isInstanceOf(String.class);
                assertIsJson(item);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(TemplateFuzzTest::assertIsJson);
        } else if (value != null) {
            assertThat(value)
                    .isInstanceOfAny(String.class, Boolean.class, Long.class, Double.class, java.math.BigInteger.class);
        }
    }
}
