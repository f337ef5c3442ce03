package dev.refgate.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.workflow.Retry;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Pauses between attempts. */
class PauseTest {

    @Property
    void aConstantPauseIsTheInitialOne(
            @ForAll @IntRange(min = 1, max = 100) int failed, @ForAll @LongRange(min = 0, max = 1L << 50) long millis) {
        Retry retry = new Retry(100, false, Duration.ofMillis(millis), Duration.ofSeconds(1));

        assertThat(Pause.nanos(retry, failed)).isEqualTo(Deadline.nanos(Duration.ofMillis(millis)));
    }

    @Property
    void anExponentialPauseDoublesUpToTheLongestAndLosesAtMostHalf(
            @ForAll @IntRange(min = 1, max = 100) int failed,
            @ForAll @LongRange(min = 0, max = 86_400_000) long initial,
            @ForAll @LongRange(min = 0, max = 86_400_000) long longer) {
        Retry retry = new Retry(100, true, Duration.ofMillis(initial), Duration.ofMillis(initial + longer));
        double doubled = Math.min(initial * Math.pow(2, failed - 1), initial + longer) * 1e6;

        long pause = Pause.nanos(retry, failed);

        assertThat((double) pause).isBetween(doubled / 2 - 1, doubled);
    }
}
