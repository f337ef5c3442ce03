package dev.refgate.internal.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.refgate.workflow.Template;
import dev.refgate.workflow.TemplateException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Both engines against the original: what Jinja2 answered to thousands of templates was recorded by
 * {@code src/test/jinja2/record.py}, and each engine has to answer the same, or fail where Jinja2 failed.
 */
class JinjaCorpusTest {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);
    private static final TypeReference<Map<String, Object>> LINE = new TypeReference<>() {};

    private final JinjaTemplates templates = new JinjaTemplates(1_000_000);

    @Test
    void theFastPathAnswersAsJinja2() throws IOException {
        compare(templates::compile);
    }

    @Test
    void jinjavaAnswersAsJinja2() throws IOException {
        compare(templates::compileForJinjava);
    }

    private static void compare(Function<String, Template> compiler) throws IOException {
        List<Map<String, Object>> lines = lines();
        MapScope scope = MapScope.of(scope(lines.get(0)));
        List<String> differences = new ArrayList<>();
        for (Map<String, Object> line : lines.subList(1, lines.size())) {
            difference(line, compiler, scope, differences);
        }
        assertThat(lines).hasSizeGreaterThan(4000);
        assertThat(differences).as("%d differences", differences.size()).isEmpty();
    }

    private static void difference(
            Map<String, Object> line, Function<String, Template> compiler, MapScope scope, List<String> differences) {
        String template = (String) Objects.requireNonNull(line.get("template"));
        Object expected =
                line.containsKey("fails") ? "fails" : line.containsKey("text") ? line.get("text") : line.get("value");
        Object actual;
        try {
            Template compiled = compiler.apply(template);
            actual = line.containsKey("text") ? compiled.text(scope) : compiled.value(scope);
        } catch (TemplateException e) {
            if (!line.containsKey("fails")) {
                differences.add(template + "  expected " + expected + "  but it failed: " + e.getMessage());
            }
            return;
        }
        if (line.containsKey("fails") || !same(expected, actual)) {
            differences.add(template + "  expected " + expected + "  but was " + actual);
        }
    }

    /** Whole and real numbers are told apart; real ones may differ in the last digits. */
    private static boolean same(@Nullable Object expected, @Nullable Object actual) {
        if (expected instanceof Double a && actual instanceof Double b) {
            return Math.abs(a - b) <= Math.abs(a) * 1e-15;
        }
        if (expected instanceof List<?> a && actual instanceof List<?> b) {
            boolean same = a.size() == b.size();
            for (int i = 0; same && i < a.size(); i++) {
                same = same(a.get(i), b.get(i));
            }
            return same;
        }
        if (expected instanceof Map<?, ?> a && actual instanceof Map<?, ?> b) {
            return new ArrayList<>(a.keySet()).equals(new ArrayList<>(b.keySet()))
                    && a.keySet().stream().allMatch(key -> same(a.get(key), b.get(key)));
        }
        return Objects.equals(expected, actual);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> scope(Map<String, Object> header) {
        return (Map<String, Object>) Objects.requireNonNull(header.get("scope"));
    }

    private static List<Map<String, Object>> lines() throws IOException {
        List<Map<String, Object>> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(JinjaCorpusTest.class.getResourceAsStream("jinja2-corpus.jsonl")),
                StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(JSON.readValue(line, LINE));
            }
        }
        return lines;
    }
}
