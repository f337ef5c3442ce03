package dev.refgate.internal.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.document.Node;
import dev.refgate.document.Problems;
import dev.refgate.error.InvalidArgumentException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values change, and nothing else does. */
class YamlEditorTest {
    private static final String TEXT = """
            # head
            tests:
              - name: one   # words
                expect:
                  status: success
                  outputs:      # what comes
                    a: 1
                    b: |
                      text
                      more
                # after
              - { name: two, expect: { outputs: { a: "1" } } } # end
              - name: three

            # foot
            """;

    private static String set(String text, Object value, Object... path) {
        return new YamlEditor().set("file.yml", text, List.of(path), value);
    }

    @Test
    void aBlockBecomesOneLine() {
        int from = TEXT.indexOf("      outputs:      # what comes");
        int to = TEXT.indexOf("    # after");

        assertThat(set(TEXT, Map.of("a", 2L), "tests", 0, "expect", "outputs"))
                .isEqualTo(TEXT.substring(0, from) + "      outputs: { a: 2 }\n" + TEXT.substring(to));
    }

    @Test
    void aValueInOneLineStaysInIt() {
        assertThat(set(TEXT, "x y", "tests", 0, "name")).isEqualTo(TEXT.replace("one   #", "x y   #"));
        assertThat(set(TEXT, "true", "tests", 1, "expect", "outputs", "a"))
                .isEqualTo(TEXT.replace("\"1\"", "\"true\""));
    }

    @Test
    void keysThatAreNotThereAreAdded() {
        assertThat(set(TEXT, List.of(1L, "b"), "tests", 1, "expect", "outputs", "c"))
                .isEqualTo(TEXT.replace("a: \"1\"", "a: \"1\", c: [1, b]"));
        assertThat(set(TEXT, Map.of("a", "é😀"), "tests", 2, "expect", "outputs"))
                .isEqualTo(TEXT.replace("name: three\n", "name: three\n    expect: { outputs: { a: \"é😀\" } }\n"));
        assertThat(set(TEXT, 3L, "tests", 0, "expect", "outputs", "c"))
                .isEqualTo(TEXT.replace("          more\n", "          more\n        c: 3\n"));
        assertThat(set("a: {}", 1L, "a", "b")).isEqualTo("a: { b: 1 }");
        assertThat(set("a: 1 # why", 2L, "b")).isEqualTo("a: 1 # why\nb: 2");
        assertThat(set("a: 1\r\nc:\r\n", 2L, "b")).isEqualTo("a: 1\r\nc:\r\nb: 2\r\n");
        assertThat(set("a:\nb: 1\n", 2L, "a")).isEqualTo("a: 2\nb: 1\n");
    }

    @Test
    void charactersBeyondTheBasicPlaneAreCountedRightly() {
        assertThat(set("a: \"😀😀\"\nb: 1 # 😀\n", 2L, "b")).isEqualTo("a: \"😀😀\"\nb: 2 # 😀\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b", " a", "", "yes", "null", "1", "-", "a: b", "a # b", "{", "\"", "'", "\n", "#", "@x", "é", "*a",
                "x,y", "a\tb", "~", "x]", "0x1", ".5", "a:", "=", "\u0085"
            })
    void textsReadBackAsTheyAre(String value) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put(value, Arrays.asList(value, 1L, 1.5, true, null, Map.of()));

        String text = set("a: 1\n", written, "a");

        Problems problems = new Problems();
        Node read = new YamlDocumentReader()
                .read("file.yml", text.getBytes(StandardCharsets.UTF_8), problems)
                .orElseThrow();
        assertThat(problems.sorted()).as(text).isEmpty();
        assertThat(read.value()).isEqualTo(Map.of("a", written));
    }

    @Test
    void whatCannotBeChangedIsSaid() {
        assertThatThrownBy(() -> set("a: &x { b: 1 }\nc: *x\n", 1L, "a"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("file.yml: cannot be changed", "anchor");
        assertThatThrownBy(() -> set("a: &x { b: 1 }\nc: *x\n", 1L, "c", "b")).hasMessageContaining("alias");
        assertThatThrownBy(() -> set("a: [1]\n", 1L, "a", 1)).hasMessageContaining("there is no 1 at [a]");
        assertThatThrownBy(() -> set("a: [1\n", 1L, "a")).hasMessageContaining("is no YAML");
        assertThatThrownBy(() -> set("", 1L, "a")).hasMessageContaining("is empty");
    }
}
