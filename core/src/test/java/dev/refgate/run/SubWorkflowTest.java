package dev.refgate.run;

import static dev.refgate.run.TestEngine.block;
import static dev.refgate.run.TestEngine.ends;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.run.RunEvent.BlockEnded;
import dev.refgate.run.RunEvent.BlockPartial;
import dev.refgate.run.RunEvent.BlockStarted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code workflow}: a workflow as a block of another. */
@Timeout(60)
class SubWorkflowTest {
    private final List<RunEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final Cancellation cancellation = new Cancellation();
    private final TestEngine engine = new TestEngine().listener(events::add).cancellation(cancellation);
    private final InMemoryTree tree = new InMemoryTree().with("greet", """
                    inputs: { name: { type: string, minLength: 1 }, greeting: { type: string, default: Hello } }
                    blocks:
                      - { id: words, type: text, value: "{{ inputs.greeting }}, {{ inputs.name }}!" }
                    outputs: { text: "{{ words.output }}" }
                    """).with("main", """
                    inputs: { who: { type: string } }
                    blocks:
                      - { id: greeting, type: workflow, workflow: greet, inputs: { name: "{{ inputs.who }}" } }
                      - { id: loud, type: text, value: "{{ greeting.output.text | upper }}" }
                    """);

    private RunResult run(String who) {
        return engine.run(tree, "main", Map.of("who", who));
    }

    private RunError error(RunResult result) {
        return result.error().orElseThrow();
    }

    @Test
    void itsOutputsAreTheBlocksOutput() {
        RunResult result = run("Ada");

        assertThat(block(result, "greeting").output()).isEqualTo(Map.of("text", "Hello, Ada!"));
        assertThat(result.outputs()).containsEntry("loud", "HELLO, ADA!");
        assertThat(result.blocks()).extracting(BlockResult::block).containsExactly("greeting", "loud");
    }

    @Test
    void itsEventsAreTheRunsWithThePathOfTheBlock() {
        RunResult result = run("Ada");

        assertThat(events.stream().map(SubWorkflowTest::told))
                .containsExactly(
                        "run starts",
                        "greeting starts",
                        "greeting/words starts",
                        "greeting/words success",
                        "greeting success",
                        "loud starts",
                        "loud success",
                        "run ends");
        assertThat(events).extracting(RunEvent::runId).containsOnly(result.runId());
    }

    private static String told(RunEvent event) {
        if (event instanceof BlockStarted start) {
            return start.block() + " starts";
        }
        if (event instanceof BlockEnded end) {
            return end.result().block() + " " + end.result().status().word();
        }
        if (event instanceof BlockPartial part) {
            return part.block() + " says " + part.part();
        }
        return event instanceof RunEvent.RunStarted ? "run starts" : "run ends";
    }

    @Test
    void inputsThatItDoesNotAllowFailTheBlock() {
        RunResult result = run("");

        assertThat(error(result).block()).contains("greeting");
        assertThat(error(result).message()).startsWith("sub-workflow \"greet\": inputs.name: ");
    }

    @Test
    void aFailureNamesTheSubWorkflowItsBlockAndTheError() {
        engine.env("TOKEN", "s3cr3t-token").probe("fail", run -> {
            throw new BlockException("refused s3cr3t-token", false);
        });
        tree.with("inner", "blocks: [{ id: bad, type: probe, does: fail }]");
        tree.with("outer", "blocks: [{ id: deeper, type: workflow, workflow: inner }]");
        tree.with("main", "blocks: [{ id: deep, type: workflow, workflow: outer }]");

        RunResult result = engine.run(tree, "main", Map.of());

        assertThat(result.status()).isEqualTo(RunStatus.FAILED);
        assertThat(error(result))
                .isEqualTo(
                        new RunError(
                                java.util.Optional.of("deep"),
                                "sub-workflow \"outer\", block \"deeper\": sub-workflow \"inner\", block \"bad\": refused ***"));
    }

    @Test
    void aFailureIsRetriedAndReplacedLikeAnyOther() {
        AtomicInteger tries = new AtomicInteger();
        engine.probe("flaky", run -> {
            if (tries.incrementAndGet() < 3) {
                throw new BlockException("not yet", false);
            }
            return BlockOutcome.of("done");
        });
        tree.with("inner", "blocks: [{ id: flaky, type: probe, does: flaky }]");
        tree.with("main", """
                blocks:
                  - { id: again, type: workflow, workflow: inner, retry: { attempts: 3, initial: 0ms } }
                """);

        RunResult result = engine.run(tree, "main", Map.of());

        assertThat(block(result, "again").attempts()).isEqualTo(3);
        assertThat(result.outputs()).isEqualTo(Map.of("again", Map.of("flaky", "done")));
    }

    @Test
    void stopIfEndsTheSubWorkflowAlone() {
        tree.with("inner", """
                blocks:
                  - { id: first, type: text, value: x }
                  - { id: stop, type: stop_if, condition: true }
                  - { id: never, type: text, value: x }
                outputs: { first: "{{ first.output }}", never: "{{ never.output }}" }
                """);
        tree.with("main", """
                blocks:
                  - { id: sub, type: workflow, workflow: inner }
                  - { id: after, type: text, value: "{{ sub.output.first }}" }
                """);

        RunResult result = engine.run(tree, "main", Map.of());

        assertThat(ends(result)).containsExactly("after: success", "sub: success");
        assertThat(result.outputs()).containsEntry("after", "x");
    }

    @Test
    void stopIfWithAnErrorFailsTheBlock() {
        tree.with("inner", "blocks: [{ id: stop, type: stop_if, condition: true, error: not today }]");
        tree.with("main", "blocks: [{ id: sub, type: workflow, workflow: inner }]");

        RunResult result = engine.run(tree, "main", Map.of());

        assertThat(error(result).message()).isEqualTo("sub-workflow \"inner\", block \"stop\": not today");
    }

    @Test
    void itSeesTheSettingsOfTheRunAndItsTime() {
        engine.env("KEY", "value");
        tree.with("inner", """
                blocks: [{ id: seen, type: text, value: "{{ _env.KEY }} {{ __exp_global.current_datetime_utc }}" }]
                """);
        tree.with("main", """
                blocks:
                  - { id: sub, type: workflow, workflow: inner }
                  - { id: seen, type: text, value: "{{ _env.KEY }} {{ __exp_global.current_datetime_utc }}" }
                outputs: { same: "{{ sub.output.seen == seen.output }}", text: "{{ seen.output }}" }
                """);

        RunResult result = engine.run(tree, "main", Map.of());

        assertThat(result.outputs()).containsEntry("same", true);
        assertThat(result.outputs().get("text")).asString().startsWith("value ");
    }

    @Test
    void cancellationReachesABlockThatIsRunningInIt() {
        CountDownLatch never = new CountDownLatch(1);
        engine.probe("wait", run -> {
            cancellation.cancel();
            return Latches.awaitAsBlock(run, never);
        });
        tree.with("inner", "blocks: [{ id: waiting, type: probe, does: wait }]");
        tree.with("main", "blocks: [{ id: sub, type: workflow, workflow: inner }]");

        RunResult result = engine.run(tree, "main", Map.of());

        assertThat(result.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(events.stream().map(SubWorkflowTest::told))
                .containsSubsequence("sub/waiting cancelled", "sub cancelled", "run ends");
    }

    @Test
    void theTimeOfTheRunAndOfTheAttemptHoldInIt() {
        tree.with("inner", "blocks: [{ id: waiting, type: delay, for: 1h }]");
        tree.with("main", "blocks: [{ id: sub, type: workflow, workflow: inner, timeout: 30ms }]");
        RunResult attempt = engine.run(tree, "main", Map.of());
        tree.with("main", "blocks: [{ id: sub, type: workflow, workflow: inner }]");
        RunResult run = engine.runLimit(Duration.ofMillis(30)).run(tree, "main", Map.of());

        assertThat(error(attempt).message()).isEqualTo("took longer than 30ms");
        assertThat(run.status()).isEqualTo(RunStatus.TIMED_OUT);
    }

    @Test
    void partsOfItsBlocksOutputAreTold() {
        engine.probe("speak", run -> {
            run.emitPartial("half a word");
            return BlockOutcome.of("word");
        });
        tree.with("inner", "blocks: [{ id: speech, type: probe, does: speak }]");
        tree.with("main", "blocks: [{ id: sub, type: workflow, workflow: inner }]");

        engine.run(tree, "main", Map.of());

        assertThat(events.stream().map(SubWorkflowTest::told)).contains("sub/speech says half a word");
    }

    @Test
    void branchesOfItRunAtTheSameTime() {
        CountDownLatch both = new CountDownLatch(2);
        engine.probe("meet", run -> {
            both.countDown();
            return Latches.awaitAsBlock(run, both);
        });
        tree.with("inner", """
                blocks:
                  - { id: a, type: probe, does: meet }
                  - { id: b, type: probe, does: meet, needs: [] }
                """);
        tree.with("main", "blocks: [{ id: sub, type: workflow, workflow: inner }]");

        assertThat(engine.run(tree, "main", Map.of()).status()).isEqualTo(RunStatus.SUCCESS);
    }
}
