package dev.refgate.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that must not be shown. */
class SecretsTest {

    @ParameterizedTest
    @CsvSource({
        "nothing to hide, nothing to hide",
        "token=s3cr3t!, token=***",
        "s3cr3t then s3cr3t!, *** then ***",
        "abc stays, abc stays",
    })
    void everyOccurrenceIsMasked(String text, String masked) {
        assertThat(Secrets.of(List.of("s3cr3t", "s3cr3t!", "abc")).mask(text)).isEqualTo(masked);
    }

    @Test
    void secretsThatOverlapLeaveNoRest() {
        assertThat(Secrets.of(List.of("abcdef", "efgh")).mask("<abcdefgh>")).isEqualTo("<***>");
    }

    @Test
    void aSecretIsMaskedInsideJsonToo() {
        Secrets secrets = Secrets.of(List.of("a\"b\\c\nd\u0001"));

        assertThat(secrets.mask("{\"x\":\"a\\\"b\\\\c\\nd\\u0001\"}")).isEqualTo("{\"x\":\"***\"}");
        assertThat(secrets.mask("<a\"b\\c\nd\u0001>")).isEqualTo("<***>");
    }

    @Test
    void aSecretIsMaskedInsideAUrlToo() {
        Secrets secrets = Secrets.of(List.of("a b/c+d\u00e9"));

        assertThat(secrets.mask("https://x/?k=a%20b%2Fc%2Bd%C3%A9")).isEqualTo("https://x/?k=***");
        assertThat(secrets.mask("k=a+b%2Fc%2Bd%C3%A9&l=1")).isEqualTo("k=***&l=1");
    }

    @Test
    void aWholeValueIsMaskedAndKeepsItsShape() {
        Object value = Map.of("a", List.of("x s3cr3t", 7L, true), "s3cr3t", Map.of("b", "s3cr3t"));

        assertThat(Secrets.of(List.of("s3cr3t")).maskAll(value))
                .isEqualTo(Map.of("a", List.of("x ***", 7L, true), "***", Map.of("b", "***")));
        assertThat(Secrets.of(List.of()).maskAll(value)).isSameAs(value);
    }

    @Property
    void noSecretIsEverShown(
            @ForAll @AlphaChars @StringLength(min = 4, max = 6) String secret,
            @ForAll List<@AlphaChars @StringLength(max = 5) String> around) {
        String text = String.join(secret, around);

        assertThat(Secrets.of(List.of(secret)).mask(text)).doesNotContain(secret);
    }

    @Test
    void theErrorsOfARunShowNoValueOfEnv() {
        TestEngine engine = new TestEngine()
                .env("TOKEN", "tok-12345")
                .env("SHORT", "abc")
                .probe("leak", run -> {
                    throw new BlockException("401 for tok-12345 (abc)", false);
                });

        RunResult failed = engine.run("blocks: [{ id: a, type: probe, does: leak }]");
        RunResult stopped =
                engine.run("blocks: [{ id: a, type: stop_if, condition: true, error: \"no: {{ _env.TOKEN }}\" }]");
        RunResult recovered = engine.run("""
                blocks: [{ id: a, type: probe, does: leak, on_error: continue }]
                outputs: { error: "{{ a.error }}" }
                """);

        assertThat(failed.error().orElseThrow().message()).isEqualTo("401 for *** (abc)");
        assertThat(failed.blocks().get(0).error()).contains("401 for *** (abc)");
        assertThat(stopped.error().orElseThrow().message()).isEqualTo("no: ***");
        assertThat(recovered.outputs()).containsEntry("error", "401 for *** (abc)");
    }

    @Property(tries = 2_000)
    void aTextInPartsIsMaskedLikeTheWhole(
            @ForAll @CharRange(from = 'a', to = 'b') @StringLength(max = 40) String text,
            @ForAll @CharRange(from = 'a', to = 'b') @StringLength(min = 4, max = 6) String first,
            @ForAll @CharRange(from = 'a', to = 'b') @StringLength(min = 4, max = 8) String second,
            @ForAll @IntRange(min = 1, max = 5) int step) {
        Secrets secrets = Secrets.of(List.of(first, second));
        StringBuilder shown = new StringBuilder();
        String heldBack = "";
        for (int at = 0; at < text.length(); at += step) {
            String all = heldBack + text.substring(at, Math.min(text.length(), at + step));
            int settled = secrets.settled(all);
            shown.append(secrets.mask(all.substring(0, settled)));
            heldBack = all.substring(settled);
        }
        shown.append(secrets.mask(heldBack));

        assertThat(oneMask(shown.toString())).isEqualTo(oneMask(secrets.mask(text)));
    }

    private static String oneMask(String text) {
        return text.replaceAll("(\\*\\*\\*)+", "***");
    }
}
