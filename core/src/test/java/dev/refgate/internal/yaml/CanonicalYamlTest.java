package dev.refgate.internal.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.document.Location;
import dev.refgate.document.MappingNode;
import dev.refgate.document.Node;
import dev.refgate.document.Problems;
import dev.refgate.document.ScalarNode;
import dev.refgate.document.SequenceNode;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalYamlTest {
    private static final CanonicalYaml WRITER = new CanonicalYaml();

    @Test
    void keysAreSortedListsAreNotAndTextsAreQuoted() {
        assertThat(canonical("b: [x, 1, true, null, 1.5]\n# comment\na: {z: 'q', w: {}}\n\"on\": []\n"))
                .isEqualTo("""
                        a:
                          w: {}
                          z: "q"
                        b:
                          - "x"
                          - 1
                          - true
                          - null
                          - 1.5
                        "on": []
                        """);
    }

    @Test
    void listsOfMappingsAndListsAreWrittenInline() {
        assertThat(canonical("[{b: 1, a: [[1, 2]]}, []]")).isEqualTo("- a:\n    - - 1\n      - 2\n  b: 1\n- []\n");
    }

    @Test
    void aTextOfSeveralLinesIsALiteralBlock() {
        assertThat(canonical("a: \"one\\ntwo\\n\"")).isEqualTo("a: |\n  one\n  two\n");
        assertThat(canonical("a: \"one\\n\\ntwo\"")).isEqualTo("a: |-\n  one\n\n  two\n");
        assertThat(canonical("a: \"one\\n\\n\"\nb: 1")).isEqualTo("a: |+\n  one\n\nb: 1\n");
    }

    @Test
    void aLongTextHasASentencePerLine() {
        String long1 = "This is the first sentence of a prompt that goes on. "
                .repeat(3)
                .strip();

        assertThat(canonical("a: " + long1).lines())
                .containsExactly(
                        "a: >-",
                        "  This is the first sentence of a prompt that goes on.",
                        "  This is the first sentence of a prompt that goes on.",
                        "  This is the first sentence of a prompt that goes on.");
    }

    @Test
    void quotesCommentsAndOrderDoNotMatter() {
        assertThat(canonical("a: 'x'\nb: |\n  t\n")).isEqualTo(canonical("# c\nb: \"t\\n\"\na: x # d\n"));
    }

    @Test
    void typesDoMatter() {
        assertThat(canonical("a: 1")).isNotEqualTo(canonical("a: '1'")).isNotEqualTo(canonical("a: 1.0"));
        assertThat(canonical("a: null")).isNotEqualTo(canonical("a: ''")).isNotEqualTo(canonical("a: 'null'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\n",
                " a\nb",
                "a\n b\n",
                "a\n\n\n",
                "a\r\nb",
                "\ttab",
                "a\u0085b\nc",
                "\u2028",
                "😀\n😀",
                "# no\n# comment\n",
                "a\n  \nb",
                "- x\n- y",
                "---\n...\n",
                "%x\ny",
                "tail \n",
                "\u0007bell",
                "{{ x }}: 'y'"
            })
    void everyTextReadsBackAsItself(String text) {
        assertThat(reread(Map.of("key", text, "list", List.of(text, List.of(text)))))
                .isEqualTo(Map.of("key", text, "list", List.of(text, List.of(text))));
    }

    @Property(tries = 500)
    void everyDocumentReadsBackAsEqualValues(@ForAll("documents") Object document) {
        assertThat(reread(document)).isEqualTo(document);
    }

    @Property(tries = 200)
    void theFormOfTheFormIsItself(@ForAll("documents") Object document) {
        String once = WRITER.write(node(document));

        assertThat(WRITER.write(read(once))).isEqualTo(once);
    }

    @Provide
    Arbitrary<Object> documents() {
        Arbitrary<String> texts = Arbitraries.oneOf(
                Arbitraries.strings()
                        .withChars("ab :#-\n\t'\"{}[]|>&*!%@`?,.é😀".toCharArray())
                        .ofMaxLength(20),
                Arbitraries.strings().withChars("ab. \n").ofMinLength(90).ofMaxLength(250),
                Arbitraries.of("true", "null", "~", "1", "0x1F", "1e3", "2026-01-01", "=", "<<", "no", ".inf"));
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                texts.filter(CanonicalYamlTest::isWellFormed).map(text -> (Object) text),
                Arbitraries.longs().map(each -> (Object) each),
                Arbitraries.doubles().map(each -> (Object) each),
                Arbitraries.of(true, false).map(each -> (Object) each),
                Arbitraries.just((Object) new BigInteger("123456789012345678901234567890")));
        Arbitrary<String> keys = texts.filter(CanonicalYamlTest::isWellFormed);
        return nested(keys, nested(keys, nested(keys, scalars)));
    }

    private static Arbitrary<Object> nested(Arbitrary<String> keys, Arbitrary<Object> inner) {
        return Arbitraries.oneOf(
                inner,
                inner.list().ofMaxSize(3).map(list -> (Object) list),
                Arbitraries.maps(keys, inner).ofMaxSize(3).map(map -> (Object) new LinkedHashMap<>(map)));
    }

    private static boolean isWellFormed(String text) {
        return UTF_8.newEncoder().canEncode(text);
    }

    private static String canonical(String yaml) {
        return WRITER.write(read(yaml));
    }

    private static Object reread(Object value) {
        return read(WRITER.write(node(value))).value();
    }

    private static Node read(String yaml) {
        Problems problems = new Problems();
        Node node = new YamlDocumentReader()
                .read("test.yml", yaml.getBytes(UTF_8), problems)
                .orElse(null);
        assertThat(problems.sorted()).as(yaml).isEmpty();
        assertThat(node).isNotNull();
        return node;
    }

    private static Node node(Object value) {
        Location location = Location.ofFile("made");
        if (value instanceof Map<?, ?> map) {
            return new MappingNode(
                    location,
                    map.entrySet().stream()
                            .map(entry ->
                                    new MappingNode.Entry((String) entry.getKey(), location, node(entry.getValue())))
                            .toList());
        }
        return value instanceof List<?> list
                ? new SequenceNode(
                        location, list.stream().map(CanonicalYamlTest::node).toList())
                : new ScalarNode(location, value);
    }
}
