package dev.refgate.server.runlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PayloadTest {
    /** The quotes of a text. */
    private static final int QUOTES = 2;

    static List<Object> fitting() {
        return Arrays.asList(
                null,
                true,
                Double.MIN_VALUE,
                Long.MIN_VALUE,
                new BigInteger("9".repeat(900)),
                new BigDecimal("0." + "1".repeat(900)),
                "a".repeat(Payload.MOST - QUOTES),
                "\u0001".repeat((Payload.MOST - QUOTES) / 6),
                "\u20ac".repeat((Payload.MOST - QUOTES) / 3),
                Map.of("k".repeat(Payload.MOST / 2), "v".repeat(Payload.MOST / 2 - 10)),
                Collections.nCopies((Payload.MOST - QUOTES) / 2, 1L),
                List.of(Map.of("deep", List.of(List.of(Map.of())))));
    }

    @ParameterizedTest
    @MethodSource("fitting")
    void whatFitsIsKeptAsItIs(Object value) {
        assertThat(Payload.of(value).truncated()).isFalse();
        assertThat(Payload.kept(value)).isSameAs(value);
    }

    static List<Object> tooLarge() {
        return List.of(
                "a".repeat(Payload.MOST - QUOTES + 1),
                "\u0001".repeat((Payload.MOST - QUOTES) / 6 + 1),
                "\u20ac".repeat((Payload.MOST - QUOTES) / 3 + 1),
                Map.of("k".repeat(Payload.MOST), true),
                Map.of("\u0001".repeat(Payload.MOST / 6), true),
                Collections.nCopies(Payload.MOST / 20, Double.MIN_VALUE * 3 + 1.2345678901234567e-300),
                Collections.nCopies(Payload.MOST / 21 + 1, Long.MIN_VALUE),
                Collections.nCopies(Payload.MOST / 6 + 1, false),
                new ArrayList<>(Collections.nCopies(300, new BigInteger("9".repeat(900)))));
    }

    @ParameterizedTest
    @MethodSource("tooLarge")
    void ofWhatIsTooLargeTheDigestIsKept(Object value) {
        Payload whole = Payload.of(value);

        assertThat(whole.truncated()).isTrue();
        assertThat(Payload.kept(value)).isEqualTo(whole.value());
    }

    @Test
    void theDigestSaysHowLargeItWas() {
        assertThat(Payload.kept("a".repeat(Payload.MOST)))
                .isInstanceOfSatisfying(
                        Map.class, digest -> assertThat(digest.get("bytes")).isEqualTo(Payload.MOST + QUOTES));
    }
}
