package dev.refgate.server.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void wholeNumbersStayWholeOfAnySize() {
        assertThat(read("[1, -9223372036854775808, 9223372036854775808]"))
                .isEqualTo(List.of(1L, Long.MIN_VALUE, new BigInteger("9223372036854775808")));
    }

    @Test
    void keysKeepTheirOrderAndNullsStay() {
        assertThat(Json.write(read("{\"z\": null, \"a\": [true, 1.5, \"x\"]}")))
                .isEqualTo("{\"z\":null,\"a\":[true,1.5,\"x\"]}");
    }

    @Test
    void textsComeBackAsTheyWentIn() {
        String text = "ü \u0000 \ud83d\ude00 \" \\ \u2028 </script>";

        assertThat(read(Json.write(text))).isEqualTo(text);
    }

    @Test
    void halfOfACharacterDoesNotBreakTheAnswer() {
        Object half = read("\"\\ud83d\"");

        assertThat(read(Json.write(Map.of("half", half)))).isEqualTo(Map.of("half", half));
    }

    @Test
    void numbersThatJsonHasNoWordForBecomeNull() {
        assertThat(Json.write(Arrays.asList(Double.NaN, Double.POSITIVE_INFINITY, 1.0)))
                .isEqualTo("[null,null,1.0]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "{",
                "{\"a\": 1,}",
                "{\"a\": 1} x",
                "{} {}",
                "{\"a\": 1, \"a\": 2}",
                "{'a': 1}",
                "NaN",
                "1e999",
                "[01]",
                "// comment\n1",
                "\"\n\""
            })
    void whatIsNotOneJsonValueIsRefused(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InvalidJsonException.class)
                .hasMessageStartingWith("not JSON: ");
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        byte[] overlong = {'"', (byte) 0xC0, (byte) 0x80, '"'};
        byte[] surrogate = {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'};
        byte[] latin1 = "\"ü\"".getBytes(StandardCharsets.ISO_8859_1);

        for (byte[] bytes : List.of(overlong, surrogate, latin1, "{}".getBytes(StandardCharsets.UTF_16LE))) {
            assertThatThrownBy(() -> Json.read(bytes)).isInstanceOf(InvalidJsonException.class);
        }
    }

    @Test
    void nestingHasALimit() {
        assertThat(read("[".repeat(200) + "]".repeat(200))).isInstanceOf(List.class);
        assertThatThrownBy(() -> read("[".repeat(201) + "]".repeat(201))).isInstanceOf(InvalidJsonException.class);
        assertThatThrownBy(() -> read("[".repeat(500_000))).isInstanceOf(InvalidJsonException.class);
    }

    private static Object read(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
