package dev.refgate.internal.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.document.JsonFormat;
import dev.refgate.error.InvalidArgumentException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    private final JsonFormat json = new Json();

    @Test
    void whatIsWrittenReadsBackEqual() {
        Object value = Map.of(
                "whole",
                9_007_199_254_740_993L,
                "huge",
                new BigInteger("123456789012345678901234567890"),
                "decimal",
                0.1,
                "list",
                List.of(true, "snow ☃ \u0000 \" \\", Map.of()));

        assertThat(json.read(utf8(json.write(value)))).isEqualTo(value);
        assertThat(json.read(utf8(json.writeIndented(value)))).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                | nothing there",
                "{\"a\":1,\"a\":2} | Duplicate",
                "[1] 2             | expected nothing after the value",
                "1e999             | too large",
                "{a: 1}            | line 1, column",
                "NaN               | line 1, column",
            })
    void whatIsNoStrictJsonIsRefused(String text, String message) {
        assertThatThrownBy(() -> json.read(utf8(text)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith("JSON")
                .hasMessageContaining(message);
    }

    @Test
    void otherEncodingsAreRefused() {
        byte[] latin = "\"é\"".getBytes(StandardCharsets.ISO_8859_1);
        byte[] wide = "{\"a\": 1}".getBytes(StandardCharsets.UTF_16LE);

        assertThatThrownBy(() -> json.read(latin)).hasMessage("JSON: not UTF-8");
        assertThatThrownBy(() -> json.read(wide)).isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void depthIsBounded() {
        byte[] deep = utf8("[".repeat(100_000));

        assertThatThrownBy(() -> json.read(deep)).isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void whatJsonCannotHoldIsNotWritten() {
        assertThatThrownBy(() -> json.write(Double.NaN)).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> json.write(new Object())).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> json.write(Map.of(1, "one"))).isInstanceOf(InvalidArgumentException.class);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
