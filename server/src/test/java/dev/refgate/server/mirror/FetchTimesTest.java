package dev.refgate.server.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.InvalidArgumentException;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class FetchTimesTest {
    private final Random random = new Random(7);

    @Test
    void fetchesComeAtTheIntervalATenthMoreOrLess() {
        FetchTimes times = new FetchTimes(Duration.ofSeconds(30));

        assertThat(Stream.generate(() -> times.next(0, random)).limit(1_000))
                .allMatch(next -> next.toMillis() >= 27_000 && next.toMillis() <= 33_000)
                .anyMatch(next -> next.toMillis() < 28_000)
                .anyMatch(next -> next.toMillis() > 32_000);
    }

    @Test
    void aRemoteInTroubleIsAskedLessOftenButNotNever() {
        FetchTimes times = new FetchTimes(Duration.ofSeconds(30));

        assertThat(times.next(2, random)).isBetween(Duration.ofSeconds(108), Duration.ofSeconds(132));
        assertThat(times.next(Integer.MAX_VALUE, random)).isBetween(Duration.ofSeconds(270), Duration.ofSeconds(330));
        assertThat(new FetchTimes(Duration.ofHours(1)).next(3, random)).isGreaterThan(Duration.ofMinutes(50));
    }

    @Test
    void anIntervalHasBounds() {
        assertThatThrownBy(() -> new FetchTimes(Duration.ofMillis(999)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("--fetch-interval: 999 ms (expected 1s to 24h)");
    }
}
