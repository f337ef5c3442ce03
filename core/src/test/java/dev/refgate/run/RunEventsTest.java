package dev.refgate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.run.RunEvent.BlockEnded;
import dev.refgate.run.RunEvent.BlockPartial;
import dev.refgate.run.RunEvent.BlockStarted;
import dev.refgate.run.RunEvent.RunEnded;
import dev.refgate.run.RunEvent.RunStarted;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What listeners are told. */
@Timeout(60)
class RunEventsTest {
    private final List<RunEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final TestEngine engine = new TestEngine().listener(events::add);

    @Test
    void eventsTellTheRunInOrder() {
        Instant now = Instant.parse("2026-11-21T12:00:00Z");
        engine.clock(Clock.fixed(now, ZoneOffset.UTC)).probe("talk", run -> {
            run.emitPartial("Hel");
            run.emitPartial("lo");
            return BlockOutcome.of("Hello");
        });

        RunResult result = engine.run("""
                inputs: { name: { type: string, default: you } }
                blocks:
                  - { id: talk, type: probe, does: talk }
                  - { id: skipped, type: text, if: false, value: x }
                outputs: { said: "{{ talk.output }} {{ inputs.name }}" }
                """);

        String run = result.runId();
        assertThat(events)
                .containsExactly(
                        new RunStarted(run, now, result.pins(), Map.of("name", "you")),
                        new BlockStarted(run, now, "talk", "probe", 1),
                        new BlockPartial(run, now, "talk", 1, "Hel"),
                        new BlockPartial(run, now, "talk", 1, "lo"),
                        new BlockEnded(run, now, result.blocks().get(0)),
                        new BlockEnded(run, now, result.blocks().get(1)),
                        new RunEnded(
                                run,
                                now,
                                RunStatus.SUCCESS,
                                Map.of("said", "Hello you"),
                                result.error(),
                                result.duration()));
    }

    @Test
    void eachAttemptIsTold() {
        engine.probe("second", run -> {
            if (run.attempt() == 1) {
                throw new BlockException("again", true);
            }
            return BlockOutcome.of(null);
        });

        engine.run("blocks: [{ id: a, type: probe, does: second, retry: { attempts: 2, initial: 1ms } }]");

        assertThat(events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("RunStarted", "BlockStarted", "BlockStarted", "BlockEnded", "RunEnded");
    }

    @Test
    void inputsThatAreRefusedMakeNoEvent() {
        CompiledWorkflow workflow = engine.compile("blocks: [{ id: a, type: text, value: x }]");

        assertThatThrownBy(() -> engine.run(workflow, Map.of("unknown", 1L)))
                .isInstanceOf(InvalidInputsException.class);

        assertThat(events).isEmpty();
    }

    @Test
    void aListenerThatThrowsDisturbsNothing() {
        AtomicInteger told = new AtomicInteger();
        engine.listener(event -> {
            told.incrementAndGet();
            throw new IllegalStateException("a bad listener");
        });

        RunResult result = engine.run("blocks: [{ id: a, type: text, value: x }]");

        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(told).hasValue(4);
    }

    @Test
    void eventsOfParallelBlocksComeOneAtATimeAndAllBeforeTheRunReturns() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(3);
        engine.probe("meet", run -> {
                    all.countDown();
                    Latches.await(all);
                    for (int i = 0; i < 50; i++) {
                        run.emitPartial(i);
                    }
                    return BlockOutcome.of(null);
                })
                .listener(event -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    events.add(event);
                    inside.decrementAndGet();
                });

        engine.run("""
                blocks:
                  - { id: a, type: probe, needs: [], does: meet }
                  - { id: b, type: probe, needs: [], does: meet }
                  - { id: c, type: probe, needs: [], does: meet }
                """);

        assertThat(most).hasValue(1);
        assertThat(events).hasSize(1 + 3 * (1 + 50 + 1) + 1);
        assertThat(events.get(events.size() - 1)).isInstanceOf(RunEnded.class);
        for (String block : List.of("a", "b", "c")) {
            assertThat(events.stream()
                            .filter(event -> event instanceof BlockPartial partial
                                    && partial.block().equals(block))
                            .map(event -> ((BlockPartial) event).part()))
                    .isSorted()
                    .hasSize(50);
        }
    }

    @Test
    void aSlowListenerHoldsNoOtherBlockUp() {
        CountDownLatch otherRan = new CountDownLatch(1);
        engine.probe("other", run -> {
                    otherRan.countDown();
                    return BlockOutcome.of(null);
                })
                .probe("quick", run -> BlockOutcome.of(null))
                .listener(event -> {
                    if (event instanceof BlockStarted start && start.block().equals("quick")) {
                        Latches.await(otherRan);
                    }
                });

        RunResult result = engine.run("""
                blocks:
                  - { id: quick, type: probe, needs: [], does: quick }
                  - { id: other, type: probe, needs: [], does: other }
                """);

        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
    }

    @Test
    void aFailedRunEndsWithItsError() {
        RunResult result = engine.run("blocks: [{ id: a, type: stop_if, condition: true, error: no }]");

        assertThat(events.get(events.size() - 1)).isInstanceOfSatisfying(RunEnded.class, end -> {
            assertThat(end.status()).isEqualTo(RunStatus.FAILED);
            assertThat(end.error()).isEqualTo(result.error());
            assertThat(end.outputs()).isEmpty();
        });
    }
}
