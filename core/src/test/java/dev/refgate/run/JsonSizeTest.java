package dev.refgate.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Sizes of JSON values, against what Jackson writes. */
class JsonSizeTest {
    private final ObjectMapper mapper = new ObjectMapper();

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                Arbitraries.strings()
                        .ofMaxLength(8)
                        .filter(JsonSizeTest::hasNoLoneSurrogate)
                        .map(text -> (Object) text),
                Arbitraries.longs().map(number -> (Object) number),
                Arbitraries.integers().between(-1000, 1000).map(number -> (Object) (number / 8.0)),
                Arbitraries.bigIntegers().map(number -> (Object) number),
                Arbitraries.of(true, false).map(truth -> (Object) truth),
                Arbitraries.just("\"\\\b\f\n\r\t\u0001é€😀").map(text -> (Object) text));
        return Arbitraries.recursive(() -> scalars, JsonSizeTest::oneDeeper, 0, 3);
    }

    private static Arbitrary<Object> oneDeeper(Arbitrary<Object> items) {
        return Arbitraries.oneOf(
                items,
                items.list().ofMaxSize(4).map(list -> (Object) list),
                Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(4), items)
                        .ofMaxSize(4)
                        .map(map -> (Object) map));
    }

    @Property
    void theLimitIsMetToTheByte(@ForAll("values") Object value) throws JsonProcessingException {
        int size = mapper.writeValueAsString(value).getBytes(StandardCharsets.UTF_8).length;

        assertThat(JsonSize.exceeds(value, size)).isFalse();
        assertThat(JsonSize.exceeds(value, size - 1)).isTrue();
    }

    @Property
    void anythingLargerIsFoundOutEarly(@ForAll("values") Object value) {
        assertThat(JsonSize.exceeds(List.of(value, "x".repeat(100)), 100)).isTrue();
        assertThat(JsonSize.exceeds(Map.of("k", List.of(BigInteger.TWO.pow(5000), value)), 1000))
                .isTrue();
    }

    private static boolean hasNoLoneSurrogate(String text) {
        return text.codePoints().noneMatch(point -> point >= 0xD800 && point <= 0xDFFF);
    }
}
