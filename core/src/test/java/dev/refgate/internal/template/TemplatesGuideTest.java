package dev.refgate.internal.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.interpret.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page docs/templates.md tells the truth. */
class TemplatesGuideTest {
    private static final Path PAGE = Path.of("..", "docs", "templates.md");
    private static final Pattern EXAMPLE = Pattern.compile("^\\| `(.+)` \\| `(.+)` \\|$", Pattern.MULTILINE);
    private static final Pattern INPUTS = Pattern.compile("use `inputs`: `(\\{.*})`");
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);

    private final JinjaTemplates templates = new JinjaTemplates(100_000);

    @Test
    void theExamplesGiveWhatThePageSays() throws IOException {
        String page = Files.readString(PAGE);
        Matcher inputs = INPUTS.matcher(page);
        assertThat(inputs.find()).isTrue();
        MapScope scope = MapScope.of(Map.of("inputs", json(inputs.group(1))));
        List<String> examples = new ArrayList<>();
        for (Matcher example = EXAMPLE.matcher(page); example.find(); ) {
            String template = example.group(1).replace("\\|", "|");
            examples.add(template);
            assertThat(templates.compile(template).value(scope)).as(template).isEqualTo(json(example.group(2)));
            assertThat(templates.compileForJinjava(template).value(scope))
                    .as(template)
                    .isEqualTo(json(example.group(2)));
        }
        assertThat(examples).hasSizeGreaterThan(20);
    }

    @Test
    void theFiltersAndTestsAreAllListed() throws IOException {
        String page = Files.readString(PAGE);
        List<String> filters = Stream.of(
                        Filters.names(), ItemCalls.NAMES, Borrowed.FILTERS, List.of("default", "format"))
                .flatMap(Collection::stream)
                .filter(name -> !name.equals("e"))
                .toList();
        assertThat(listed(page, "Filters: ")).containsExactlyElementsOf(new TreeSet<>(filters));
        List<String> tests = Stream.of(Tests.names(), Borrowed.TESTS, List.of("defined", "undefined"))
                .flatMap(Collection::stream)
                .toList();
        assertThat(listed(page, "Tests: ")).containsExactlyElementsOf(new TreeSet<>(tests));
    }

    @Test
    void everyBorrowedNameExists() {
        MapScope scope = MapScope.of(Map.of("x", "text"));
        Context jinjava = new Jinjava().getGlobalContext();
        assertThat(Borrowed.FILTERS)
                .allSatisfy(name -> assertThat(jinjava.getFilter(name)).isNotNull());
        assertThat(Borrowed.TESTS)
                .allSatisfy(name -> assertThat(jinjava.getExpTest(name)).isNotNull());
        assertThat(outcome("{{ x is string_containing('ex') }}", scope)).isEqualTo("true");
        assertThat(outcome("{{ x is string_startingwith('te') }}", scope)).isEqualTo("true");
        assertThat(outcome("{{ ['a'] is containing('a') }}", scope)).isEqualTo("true");
        assertThat(outcome("{{ ['a', 'b'] is containingall(['a']) }}", scope)).isEqualTo("true");
        assertThat(outcome("{{ 'a' is within(['a']) }}", scope)).isEqualTo("true");
        assertThat(outcome("{{ x is truthy }}", scope)).isEqualTo("true");
        assertThat(outcome("{{ 'a,b' | split(',') | join('+') }}", scope)).isEqualTo("a+b");
        assertThat(outcome("{{ '{\"a\": [1, 2.5, null]}' | fromjson }}", scope)).isEqualTo("{a=[1, 2.5, null]}");
        assertThat(outcome("{{ x | b64encode | b64decode }}", scope)).isEqualTo("text");
        assertThat(outcome("{{ '<a>' | escape }}", scope)).isEqualTo("&lt;a&gt;");
        assertThat(outcome("{{ x | regex_replace('t+', 'T') }}", scope)).isEqualTo("TexT");
        assertThat(outcome("{{ [1, 2] | union([2, 3]) }}", scope)).isEqualTo("[1, 2, 3]");
    }

    private String outcome(String template, MapScope scope) {
        return String.valueOf(templates.compile(template).value(scope));
    }

    private static List<String> listed(String page, String heading) {
        int start = page.indexOf(heading);
        String paragraph = page.substring(start, page.indexOf("\n\n", start));
        return Pattern.compile("`(\\w+)`")
                .matcher(paragraph)
                .results()
                .map(name -> name.group(1))
                .toList();
    }

    private static Object json(String text) throws JsonProcessingException {
        return JSON.readValue(text, Object.class);
    }
}
