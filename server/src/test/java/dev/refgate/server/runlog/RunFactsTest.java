package dev.refgate.server.runlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunFactsTest {
    @Test
    void tokensAndCostsAreSummedUp() {
        RunFacts facts = RunFacts.atTheStart(Optional.of("run_1"), false, Set.of())
                .plus(Map.of("text", "a", "tokens", Map.of("input", 10L, "output", 2L, "total", 12L), "cost", 0.25))
                .plus(Map.of("text", "b", "tokens", Map.of("input", 5L, "output", 1L, "total", 6L)))
                .plus(Map.of("text", "c", "cost", 0.5));

        RunFacts read = RunFacts.of(facts.json());

        assertThat(read).isEqualTo(facts);
        assertThat(read.inputTokens()).isEqualTo(15);
        assertThat(read.outputTokens()).isEqualTo(3);
        assertThat(read.cost()).isEqualTo(0.75);
        assertThat(read.rerunOf()).contains("run_1");
    }

    @Test
    void hiddenInputsAreRemembered() {
        RunFacts facts = RunFacts.atTheStart(Optional.empty(), true, Set.of("text"))
                .hiding(Map.of("mail", "ops@example.com", "numbers", List.of(1L)))
                .hiding(Map.of("each[0].item", "Ada"))
                .veiling()
                .plus(Map.of("tokens", Map.of("input", 10L, "output", 2L)));

        assertThat(facts.hidden()).containsOnlyKeys("mail", "numbers", "each[0].item");
        assertThat(facts.cut()).containsExactly("text");
        assertThat(facts.veiled()).isTrue();
        assertThat(RunFacts.of(facts.json())).isEqualTo(facts);
    }

    @Test
    void aRunWithoutAnyStoresNothing() {
        assertThat(RunFacts.atTheStart(Optional.empty(), false, Set.of()).json())
                .isNull();
        assertThat(RunFacts.of(null)).isEqualTo(RunFacts.atTheStart(Optional.empty(), false, Set.of()));
    }
}
