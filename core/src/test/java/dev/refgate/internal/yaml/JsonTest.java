package dev.refgate.internal.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.InvalidArgumentException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void readsPlainValues() {
        Object value =
                Json.parse("{\"b\": [null, true, \"é\"], \"a\": 1, \"c\": {\"d\": 1.5}, \"e\": 12345678901234567890}");

        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("b", Arrays.asList(null, true, "é"));
        expected.put("a", 1L);
        expected.put("c", Map.of("d", 1.5));
        expected.put("e", new BigInteger("12345678901234567890"));
        assertThat(value).isEqualTo(expected);
        assertThat(((Map<?, ?>) value).keySet().toString()).isEqualTo("[b, a, c, e]");
    }

    @Test
    void readsBytesAsUtf8() {
        assertThat(Json.parse("\"Grüße 🚀\"".getBytes(StandardCharsets.UTF_8))).isEqualTo("Grüße 🚀");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"a": 1, "a": 2}  | JSON, line 1, column 13: Duplicate field 'a'
                    [1] 2             | JSON, line 1, column 5: expected nothing after the value
                    [1e400]           | JSON, line 1, column 2: the number is too large
                    """)
    void saysWhereItIsWrong(String text, String expected) {
        assertThatThrownBy(() -> Json.parse(text))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "{\"a\":}",
                "NaN",
                "[Infinity]",
                "'a'",
                "{a: 1}",
                "01",
                "1 // no",
                "nul",
                "\"a\nb\"",
                "[1] ]"
            })
    void refusesWhatIsNoJson(String text) {
        assertThatThrownBy(() -> Json.parse(text))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith("JSON");
        assertThatThrownBy(() -> Json.parse(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void nestingAndNumbersHaveLimits() {
        assertThat(Json.parse("[".repeat(200) + "]".repeat(200))).isInstanceOf(List.class);
        assertThatThrownBy(() -> Json.parse("[".repeat(201) + "]".repeat(201)))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> Json.parse("9".repeat(100_000))).isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        assertThatThrownBy(() -> Json.parse(new byte[] {'"', (byte) 0xFC, '"'}))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void writesInOneLineOrMany() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("a", Arrays.asList(1L, 2.5, null, "x\"y"));
        value.put("b", Map.of());

        assertThat(Json.write(value)).isEqualTo("{\"a\":[1,2.5,null,\"x\\\"y\"],\"b\":{}}");
        assertThat(Json.writePretty(value))
                .isEqualTo("{\n  \"a\": [\n    1,\n    2.5,\n    null,\n    \"x\\\"y\"\n  ],\n  \"b\": {}\n}\n");
    }

    @Test
    void refusesToWriteWhatJsonCannotHold() {
        assertThatThrownBy(() -> Json.write(List.of(Double.NaN)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("the number NaN (expected one that JSON can hold)");
        assertThatThrownBy(() -> Json.write(Map.of(1, 2)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("a mapping with the key 1 (expected a text)");
        assertThatThrownBy(() -> Json.write(new StringBuilder()))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith("a value of class java.lang.StringBuilder");
    }

    @Property(tries = 300)
    void whatIsWrittenIsReadBack(@ForAll Map<String, List<Long>> value, @ForAll double number) {
        Map<String, Object> document = new LinkedHashMap<>(value);
        document.put("number", number);

        assertThat(Json.parse(Json.write(document))).isEqualTo(document);
        assertThat(Json.parse(Json.writePretty(document))).isEqualTo(document);
    }

    @Property(tries = 500)
    void bytesAreReadOrRefused(@ForAll byte[] bytes) {
        try {
            assertThat(Json.write(Json.parse(bytes))).isNotEmpty();
        } catch (InvalidArgumentException refused) {
            assertThat(refused).hasMessageStartingWith("JSON");
        }
    }
}
