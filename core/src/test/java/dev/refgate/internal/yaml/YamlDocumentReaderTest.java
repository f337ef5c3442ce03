package dev.refgate.internal.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.document.MappingNode;
import dev.refgate.document.Node;
import dev.refgate.document.Problem;
import dev.refgate.document.Problems;
import dev.refgate.document.SequenceNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlDocumentReaderTest {
    private final Problems problems = new Problems();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes",
                "no",
                "on",
                "off",
                "y",
                "12:30",
                "2026-11-21",
                "2026-11-21T10:00:00Z",
                "1_000",
                "0b11",
                "1.2.3",
                "tRue",
                "nUll",
                "+",
                ".",
                "e5",
                "0x",
                "0o8",
                "1e",
                "<<",
                "=",
                "-0x1F",
                "+.5.",
                "main"
            })
    void everythingElseIsText(String plain) {
        assertThat(value(plain)).isEqualTo(plain);
    }

    @Test
    void plainScalarsFollowTheCoreSchema() {
        assertThat(value("[null, Null, NULL, ~, ]")).isEqualTo(java.util.Arrays.asList(null, null, null, null));
        assertThat(value("[true, True, TRUE, false, False, FALSE]"))
                .isEqualTo(List.of(true, true, true, false, false, false));
        assertThat(value("[0, -1, +12, 007, 0x1F, 0o17, 9223372036854775807]"))
                .isEqualTo(List.of(0L, -1L, 12L, 7L, 31L, 15L, Long.MAX_VALUE));
        assertThat(value("[9223372036854775808, 0xFFFFFFFFFFFFFFFF]"))
                .isEqualTo(List.of(new BigInteger("9223372036854775808"), new BigInteger("18446744073709551615")));
        assertThat(value("[1.5, -.5, 1., 1e3, 1E-2]")).isEqualTo(List.of(1.5, -0.5, 1.0, 1000.0, 0.01));
    }

    @Test
    void quotedAndBlockScalarsStayText() {
        assertThat(value("[\"1\", 'true', \"null\", '']")).isEqualTo(List.of("1", "true", "null", ""));
        assertThat(value("a: |\n  12\nb: >-\n  true\n")).isEqualTo(Map.of("a", "12\n", "b", "true"));
    }

    @Test
    void keysOfOtherYamlVersionsAreText() {
        assertThat(value("on: 1\nyes: 2\n2026-11-21: 3\n")).isEqualTo(Map.of("on", 1L, "yes", 2L, "2026-11-21", 3L));
    }

    @Test
    void locationsCountFromOneInTheCharactersOfEditors() {
        MappingNode root = (MappingNode) node("a: x\r\n\"🚀\": [1, \"🚀\", y]\rc:\n  - z\n");

        assertThat(root.location()).hasToString("w.yml:1:1");
        assertThat(root.entries())
                .extracting(entry -> entry.keyLocation().toString())
                .containsExactly("w.yml:1:1", "w.yml:2:1", "w.yml:3:1");
        assertThat(((SequenceNode) root.entries().get(1).value()).items())
                .extracting(item -> item.location().toString())
                .containsExactly("w.yml:2:8", "w.yml:2:11", "w.yml:2:17");
        assertThat(((SequenceNode) root.entries().get(2).value()).items())
                .extracting(item -> item.location().toString())
                .containsExactly("w.yml:4:5");
    }

    @Test
    void aByteOrderMarkTakesNoColumn() {
        assertThat(node("\uFEFFa: b").location()).hasToString("w.yml:1:1");
        assertThat(value("\uFEFFa: b")).isEqualTo(Map.of("a", "b"));
    }

    @Test
    void aliasesRepeatTheirAnchor() {
        assertThat(value("a: &x { k: [1] }\nb: *x\nc: [*x, &y 2, *y]\n"))
                .isEqualTo(Map.of(
                        "a",
                        Map.of("k", List.of(1L)),
                        "b",
                        Map.of("k", List.of(1L)),
                        "c",
                        List.of(Map.of("k", List.of(1L)), 2L, 2L)));
    }

    @Test
    void everyDuplicateKeyIsReported() {
        assertThat(problemsOf("a: 1\nb: 2\na: 3\nb: { c: 1, c: 2 }\na: 4\n"))
                .containsExactly(
                        "w.yml:3:1: duplicate key \"a\" (first in line 1)",
                        "w.yml:4:1: duplicate key \"b\" (first in line 2)",
                        "w.yml:4:12: duplicate key \"c\" (first in line 4)",
                        "w.yml:5:1: duplicate key \"a\" (first in line 1)");
    }

    @Test
    void keysThatAreNoTextAreReported() {
        assertThat(problemsOf("1: a\ntrue: b\n?\n: d\n[x]: e\n? {y: 1}\n: f\n"))
                .containsExactly(
                        "w.yml:1:1: the key 1 is no text (expected a text; put it in quotes: \"1\")",
                        "w.yml:2:1: the key true is no text (expected a text; put it in quotes: \"true\")",
                        "w.yml:3:2: a key is missing before the \":\"",
                        "w.yml:5:1: a list, a mapping or an alias cannot be a key (expected a text)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ x }}",
                "{{x}}",
                "{{ inputs.a | lower }}",
                "{{ 1 }}",
                "{{ a, b }}",
                "{{ a == 'high' }}",
                "{{ a }} # or b"
            })
    void aTemplateWithoutQuotesIsReportedOnceAndReadAsItsText(String template) {
        String written = template.replaceFirst(" #.*", "");
        Optional<Node> root = read("a: " + template + "\nb: 1\n");

        assertThat(messages()).containsExactly("w.yml:1:4: put the template in quotes: \"" + written + "\"");
        assertThat(root.orElseThrow().value()).isEqualTo(Map.of("a", written, "b", 1L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: 1\nurl: {{ 'a' if b else 'c' }}\n",
                "a: 1\nurl: {{ f(a)[0] }}\n",
                "a: 1\nurl: {% if a %}b{% endif %}\n"
            })
    void otherTemplatesWithoutQuotesAreReportedWhereTheyStand(String text) {
        assertThat(problemsOf(text))
                .containsExactly("w.yml:2:6: a value that begins with a template needs quotes: \"{{ … }}\"");
    }

    @Test
    void whatFollowsATemplateBelongsInTheSameQuotes() {
        assertThat(problemsOf("a: 1\nurl: {{ base }}/path?{{ query }}\n"))
                .containsExactly("w.yml:2:6: put the template in quotes: \"{{ base }}/path?{{ query }}\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
                    a: b: c                | w.yml:1:5: a ":" cannot stand here; if it belongs to a text, put the text in quotes
                    a:⏎→b: c               | w.yml:2:1: a tab cannot stand here; indent with spaces
                    a: @b                  | w.yml:1:4: a text cannot begin with "@"; put it in quotes
                    a: `b`                 | w.yml:1:4: a text cannot begin with "`"; put it in quotes
                    a: "b                  | w.yml:1:4: this quote is never closed
                    a: [1, 2⏎b: 3          | w.yml:2:2: expected "," or "]" in the list that begins in line 1
                    a: {b: 1⏎c: 2          | w.yml:2:2: expected "," or "}" in the mapping that begins in line 1
                    a: 1⏎ b: 2             | w.yml:2:3: a ":" cannot stand here; if it belongs to a text, put the text in quotes
                    a:⏎  b: 1⏎ c: 2        | w.yml:3:2: this does not fit to the lines above; check the indentation, and the quotes
                    a: 'b' c               | w.yml:1:8: this does not fit to the lines above; check the indentation, and the quotes
                    a: 1⏎bcd⏎e: 2          | w.yml:2:1: expected a key and a ":" here, or deeper indentation if the text above goes on
                    a: "\\q"               | w.yml:1:6: \\q is no escape in double quotes; use single quotes, or write \\\\ for one backslash
                    a: - b                 | w.yml:1:4: a list cannot begin here; put its first "-" on a line of its own
                    a: * b                 | w.yml:1:5: a name is missing after "*" or "&"; if it is a text, put it in quotes
                    a: { : b }             | w.yml:1:6: a key or a value is missing here
                    [a] b                  | w.yml:1:5: expected the end of the file after its first value
                    """)
    void syntaxErrorsAreSaidInWordsOfThoseWhoWriteFiles(String text, String expected) {
        assertThat(problemsOf(text.replace('⏎', '\n').replace('→', '\t'))).containsExactly(expected);
    }

    @Test
    void tagsAreRefused() {
        assertThat(problemsOf("a: !!str 1\nb: !mine {}\nc: ! x\n"))
                .containsExactly(
                        "w.yml:1:4: tags are not supported, found !!str (expected the plain value)",
                        "w.yml:2:4: tags are not supported, found !mine (expected the plain value)",
                        "w.yml:3:4: tags are not supported, found ! (expected the plain value)");
    }

    @Test
    void aSecondDocumentIsRefused() {
        assertThat(problemsOf("---\na: 1\n---\nb: 2\n"))
                .containsExactly("w.yml:3:1: a second document begins here (expected one document in a file)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# only a comment\n", "\uFEFF"})
    void anEmptyFileIsRefused(String text) {
        assertThat(problemsOf(text)).containsExactly("w.yml:1:1: the file is empty");
        assertThat(read(text)).isEmpty();
    }

    @Test
    void whatIsNoUtf8IsRefusedWithItsLine() {
        byte[] latin1 = "a: 1\nb: Gr\u00fc\u00dfe\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(new YamlDocumentReader().read("w.yml", latin1, problems)).isEmpty();

        assertThat(messages()).containsExactly("w.yml:2:6: byte 0xFC is no UTF-8; save the file as UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u007f", "\u0085", "\u2028", "\u2029"})
    void charactersThatNobodySeesAreRefused(String character) {
        assertThat(problemsOf("a: b\nc: x" + character + "\n"))
                .containsExactly(
                        "w.yml:2:5: the character U+%04X cannot stand in a YAML file; in double quotes, write it as"
                                        .formatted(character.codePointAt(0))
                                + " an escape");
    }

    @Test
    void charactersThatNobodySeesCanBeEscaped() {
        assertThat(value("\"\\0 \\x7f \\u0085 \\u2028 \\u2029\"")).isEqualTo("\0 \u007f \u0085 \u2028 \u2029");
    }

    @Test
    void halfASurrogatePairIsRefused() {
        assertThat(problemsOf("a: \"\\ud83d\"\nb: \"\\ud83d\\ude80\"\n"))
                .containsExactly("w.yml:1:4: the text has half of a surrogate pair in it (expected whole characters)");
    }

    @Test
    void numbersThatNothingCanHoldAreRefused() {
        assertThat(problemsOf("- .inf\n- 1e999\n- " + "9".repeat(1_001) + "\n"))
                .containsExactly(
                        "w.yml:1:3: .inf is no number in JSON; if it is a text, put it in quotes",
                        "w.yml:2:3: 1e999 is too large for a number; if it is a text, put it in quotes",
                        "w.yml:3:3: " + "9".repeat(1_001) + " has too many digits; if it is a text, put it in quotes");
    }

    @Test
    void unknownAndRecursiveAliasesAreRefused() {
        assertThat(problemsOf("a: &base [1]\nb: *bse\nc: &c [*c]\nd: *.js\n"))
                .containsExactly(
                        "w.yml:2:4: unknown alias *bse (expected the name of an anchor above); did you mean \"base\"?; if it is"
                                + " a text, put it in quotes",
                        "w.yml:3:8: the alias *c stands inside what it repeats",
                        "w.yml:4:5: a name is missing after \"*\" or \"&\"; if it is a text, put it in quotes");
    }

    @Test
    void aliasesCannotGrowWithoutEnd() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (int i = 1; i < 10; i++) {
            laughs.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10)));
        }

        assertThat(problemsOf(laughs.toString()))
                .containsExactly("w.yml:4:45: the aliases up to here repeat more than 10000 values");
    }

    @Test
    void nestingHasALimit() {
        assertThat(value("[".repeat(100) + "]".repeat(100))).isInstanceOf(List.class);
        assertThat(problemsOf("[".repeat(100_000)))
                .containsExactly("w.yml:1:102: nested too deeply (expected at most 100 levels)");
    }

    @Test
    void aFileHasALimit() {
        byte[] content = "x".repeat(5 << 20).getBytes(StandardCharsets.UTF_8);

        assertThat(new YamlDocumentReader().read("w.yml", content, problems)).isEmpty();

        assertThat(messages()).containsExactly("w.yml: the file has 5242880 bytes (expected at most 1048576)");
    }

    private Object value(String text) {
        return node(text).value();
    }

    private Node node(String text) {
        Optional<Node> root = read(text);
        assertThat(messages()).isEmpty();
        return root.orElseThrow();
    }

    private List<String> problemsOf(String text) {
        read(text);
        return messages();
    }

    private Optional<Node> read(String text) {
        return new YamlDocumentReader().read("w.yml", text.getBytes(StandardCharsets.UTF_8), problems);
    }

    private List<String> messages() {
        return problems.sorted().stream().map(Problem::toString).toList();
    }
}
