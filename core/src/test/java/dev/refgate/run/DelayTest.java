package dev.refgate.run;

import static dev.refgate.run.TestEngine.block;
import static dev.refgate.run.TestEngine.ends;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code delay}, and how runs let time pass. */
@Timeout(60)
class DelayTest {
    private final List<Duration> waited = new ArrayList<>();
    private final Cancellation cancellation = new Cancellation();
    private final TestEngine engine = new TestEngine().cancellation(cancellation);

    private TestEngine recording() {
        return engine.waiting((duration, deadline, cancelled) -> waited.add(duration));
    }

    @Test
    void waitsAsLongAsItSaysAndGivesNull() {
        RunResult result = engine.run("blocks: [{ id: pause, type: delay, for: 30ms }]");

        assertThat(result.outputs()).containsEntry("pause", null);
        assertThat(block(result, "pause").duration()).isGreaterThanOrEqualTo(Duration.ofMillis(30));
    }

    @Test
    void whatItWaitsCanBeATemplate() {
        RunResult result = recording().run("""
                inputs: { pause: { type: string } }
                blocks: [{ id: pause, type: delay, for: "{{ inputs.pause }}" }]
                """, Map.of("pause", "2h"));

        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(waited).containsExactly(Duration.ofHours(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "", "-1s", "5"})
    void aTemplateThatGivesNoDurationFailsTheBlock(String pause) {
        RunResult result = recording().run("""
                inputs: { pause: { type: string } }
                blocks: [{ id: pause, type: delay, for: "{{ inputs.pause }}", retry: { attempts: 3 } }]
                """, Map.of("pause", pause));

        assertThat(result.error().orElseThrow().message())
                .isEqualTo("for: duration: " + pause + " (expected a duration like 500ms, 30s, 5m, 2h or 1d)");
        assertThat(waited).isEmpty();
    }

    @Test
    void whatIsNoDurationIsFoundWithoutRunning() {
        assertThat(engine.problems("blocks: [{ id: pause, type: delay, for: soon }]"))
                .singleElement()
                .asString()
                .startsWith("2:41: ")
                .contains("a duration like 500ms, 30s, 5m, 2h or 1d, or a template that gives one");
    }

    @Test
    void theTimeThatIsUsualForAnAttemptIsNotItsLimit() {
        engine.limits(new RunLimits(Duration.ofMinutes(1), Duration.ofMillis(10), 500, 1 << 20, 1 << 20, 8));

        RunResult result = engine.run("blocks: [{ id: pause, type: delay, for: 60ms }]");

        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
    }

    @Test
    void aTimeoutOfItsOwnIs() {
        RunResult result = engine.run("blocks: [{ id: pause, type: delay, for: 1h, timeout: 20ms }]");

        assertThat(result.error().orElseThrow().message()).isEqualTo("took longer than 20ms");
        assertThat(ends(result)).containsExactly("pause: timed_out");
    }

    @Test
    void theEndOfTheRunsTimeWakesIt() {
        RunResult result = engine.runLimit(Duration.ofMillis(30)).run("blocks: [{ id: pause, type: delay, for: 1h }]");

        assertThat(result.status()).isEqualTo(RunStatus.TIMED_OUT);
    }

    @Test
    void cancellationWakesIt() {
        engine.listener(event -> {
            if (event instanceof RunEvent.BlockStarted) {
                cancellation.cancel();
            }
        });

        RunResult result = engine.run("blocks: [{ id: pause, type: delay, for: 1h }]");

        assertThat(result.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(ends(result)).containsExactly("pause: cancelled");
    }

    @Test
    void anInterruptOfTheCallingThreadCancelsTheRun() {
        engine.listener(event -> {
            if (event instanceof RunEvent.BlockStarted) {
                Thread.currentThread().interrupt();
            }
        });

        RunResult result = engine.run("blocks: [{ id: pause, type: delay, for: 1h }, { id: b, type: text, value: x }]");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(ends(result)).containsExactly("b: cancelled", "pause: cancelled");
    }

    @Test
    void delaysAndBackOffTakeNoTimeWhereNobodyIsToWait() {
        engine.waiting(Waiting.NONE).probe("fail", run -> {
            throw new BlockException("busy", true);
        });

        RunResult result = engine.run("""
                blocks:
                  - { id: pause, type: delay, for: 10m }
                  - { id: busy, type: probe, does: fail, on_error: continue, retry: { attempts: 4, initial: 1h, max: 1h } }
                """);

        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(block(result, "busy").attempts()).isEqualTo(4);
        assertThat(result.duration()).isLessThan(Duration.ofMinutes(1));
    }
}
