package dev.refgate.run;

import static dev.refgate.run.TestEngine.block;
import static dev.refgate.run.TestEngine.ends;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.repository.CommitId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** How runs end. */
class EndingsTest {
    private final TestEngine engine = new TestEngine();

    @Test
    void aTrueStopIfEndsTheRunWithSuccessAndNothingMoreStarts() {
        RunResult result = engine.run("""
                blocks:
                  - { id: first, type: text, value: first }
                  - { id: enough, type: stop_if, condition: "{{ first.output == 'first' }}" }
                  - { id: never, type: text, value: never }
                outputs: { first: "{{ first.output }}", stopped: "{{ enough.output.evaluated_condition }}", never: "{{ never.output }}" }
                """);

        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(result.error()).isEmpty();
        assertThat(result.outputs())
                .hasSize(3)
                .containsEntry("first", "first")
                .containsEntry("stopped", true)
                .containsEntry("never", null);
        assertThat(ends(result)).containsExactly("enough: success", "first: success", "never: skipped");
    }

    @Test
    void aFalseStopIfGoesOn() {
        RunResult result = engine.run("""
                blocks:
                  - { id: enough, type: stop_if, condition: "{{ [] }}", error: not used }
                  - { id: next, type: text, value: ran }
                """);

        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(result.outputs()).isEqualTo(Map.of("next", "ran"));
    }

    @Test
    void aStopIfWithAnErrorFailsTheRun() {
        RunResult result = engine.run("""
                inputs: { amount: { type: integer } }
                blocks:
                  - { id: check, type: stop_if, condition: "{{ inputs.amount < 0 }}", error: "amount is {{ inputs.amount }}" }
                  - { id: never, type: text, value: x }
                """, Map.of("amount", -5L));

        assertThat(result.status()).isEqualTo(RunStatus.FAILED);
        assertThat(result.outputs()).isEmpty();
        assertThat(result.error()).contains(new RunError(Optional.of("check"), "amount is -5"));
    }

    @Test
    void runningBlocksFinishAfterAStop() {
        CountDownLatch slowRuns = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        engine.probe("slow", run -> {
                    slowRuns.countDown();
                    Latches.await(stopped);
                    return BlockOutcome.of(
                            "finished, cancelled: " + run.cancellation().isCancelled());
                })
                .probe("wait", run -> waited(slowRuns))
                .listener(event -> {
                    if (event instanceof RunEvent.BlockEnded end
                            && end.result().block().equals("enough")) {
                        stopped.countDown();
                    }
                });

        RunResult result = engine.run("""
                blocks:
                  - { id: slow, type: probe, needs: [], does: slow }
                  - { id: after_slow, type: text, value: never }
                  - { id: wait, type: probe, needs: [], does: wait }
                  - { id: enough, type: stop_if, condition: true }
                outputs: { slow: "{{ slow.output }}", after: "{{ after_slow.output }}" }
                """);

        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(result.outputs())
                .containsEntry("slow", "finished, cancelled: false")
                .containsEntry("after", null);
        assertThat(ends(result)).contains("after_slow: skipped");
    }

    @Test
    void aFailedBlockCancelsTheRestAndIsNamed() {
        CountDownLatch otherRuns = new CountDownLatch(1);
        engine.probe("fail", run -> {
                    Latches.await(otherRuns);
                    throw new BlockException("the service said no", false);
                })
                .probe("other", run -> {
                    CountDownLatch cancelled = new CountDownLatch(1);
                    run.cancellation().onCancel(cancelled::countDown);
                    otherRuns.countDown();
                    Latches.await(cancelled);
                    throw new BlockException("gave up", true);
                });

        RunResult result = engine.run("""
                blocks:
                  - { id: bad, type: probe, needs: [], does: fail }
                  - { id: never, type: text, value: x }
                  - { id: other, type: probe, needs: [], does: other, on_error: continue, retry: { attempts: 5 } }
                """);

        assertThat(result.status()).isEqualTo(RunStatus.FAILED);
        assertThat(result.outputs()).isEmpty();
        assertThat(result.error()).contains(new RunError(Optional.of("bad"), "the service said no"));
        assertThat(ends(result)).containsExactly("bad: failed", "never: cancelled", "other: cancelled");
        assertThat(block(result, "other").attempts()).isEqualTo(1);
        assertThat(block(result, "never").attempts()).isZero();
    }

    @Test
    void onErrorContinueGoesOnWithNullAndTheError() {
        engine.probe("fail", run -> {
            throw new BlockException("no luck", false);
        });

        RunResult result = engine.run("""
                blocks:
                  - { id: bad, type: probe, does: fail, on_error: continue }
                  - { id: next, type: json, value: { output: "{{ bad.output }}", error: "{{ bad.error }}" } }
                """);

        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(TestEngine.map(result.outputs().get("next"))).hasSize(2).isEqualTo(nullAnd("no luck"));
        assertThat(block(result, "bad").status()).isEqualTo(BlockStatus.FAILED);
        assertThat(block(result, "bad").error()).contains("no luck");
    }

    private static Map<String, Object> nullAnd(String error) {
        Map<String, Object> map = new java.util.HashMap<>();
        map.put("output", null);
        map.put("error", error);
        return map;
    }

    @Test
    void onErrorOutputGoesOnWithThatOutput() {
        engine.probe("fail", run -> {
            throw new BlockException("no luck", false);
        });

        RunResult result = engine.run("""
                inputs: { plan: { type: string } }
                blocks:
                  - { id: bad, type: probe, does: fail, on_error: { output: { plan: "{{ inputs.plan }}" } } }
                outputs: { plan: "{{ bad.output.plan }}", error: "{{ bad.error }}" }
                """, Map.of("plan", "b"));

        assertThat(result.outputs()).isEqualTo(Map.of("plan", "b", "error", "no luck"));
        assertThat(block(result, "bad").output()).isEqualTo(Map.of("plan", "b"));
    }

    @Test
    void anOnErrorThatFailsItselfFailsTheRun() {
        engine.probe("fail", run -> {
            throw new BlockException("no luck", false);
        });

        RunResult result = engine.run("""
                blocks:
                  - { id: bad, type: probe, does: fail, on_error: { output: "{{ _env.NOT_THERE }}" } }
                """);

        assertThat(result.status()).isEqualTo(RunStatus.FAILED);
        assertThat(result.error().orElseThrow().message())
                .startsWith("on_error: ")
                .contains("NOT_THERE");
    }

    @Test
    void aConditionThatFailedAndContinuesHasChosenNothing() {
        RunResult result = engine.run("""
                blocks:
                  - { id: route, type: condition, on_error: continue, branches: [{ id: some, if: "{{ _env.NOT_THERE }}" }] }
                  - { id: labelled, type: text, needs: [route.some], value: x }
                  - { id: unlabelled, type: text, needs: [route], value: x }
                """);

        assertThat(ends(result)).containsExactly("labelled: skipped", "route: failed", "unlabelled: success");
    }

    @Test
    void anIfThatCannotBeRenderedFailsTheBlock() {
        RunResult result = engine.run("""
                blocks:
                  - { id: bad, type: text, if: "{{ _env.NOT_THERE }}", value: x }
                """);

        assertThat(result.status()).isEqualTo(RunStatus.FAILED);
        assertThat(result.error().orElseThrow().block()).contains("bad");
        assertThat(result.error().orElseThrow().message()).startsWith("if: ").contains("NOT_THERE");
    }

    @Test
    void aMissingKeyFailsTheBlockExceptWhereItsAbsenceIsProvidedFor() {
        String workflow = """
                blocks:
                  - { id: source, type: json, value: { here: 1 } }
                  - { id: reader, type: text, value: "%s" }
                """;

        RunResult failed = engine.run(workflow.formatted("{{ source.output.gone }}"));
        RunResult guarded = engine.run(workflow.formatted("{{ source.output.gone | default('none') }}"));

        assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
        assertThat(failed.error().orElseThrow().block()).contains("reader");
        assertThat(failed.error().orElseThrow().message()).contains("gone");
        assertThat(guarded.outputs()).isEqualTo(Map.of("reader", "none"));
    }

    @Test
    void aPathIntoTheOutputOfASkippedBlockFailsTheOutputs() {
        String workflow = """
                blocks:
                  - { id: skipped, type: json, if: false, value: { a: 1 } }
                outputs: { a: "%s" }
                """;

        RunResult failed = engine.run(workflow.formatted("{{ skipped.output.a }}"));
        RunResult guarded = engine.run(workflow.formatted("{{ skipped.output.a | default(0) }}"));

        assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
        assertThat(failed.outputs()).isEmpty();
        assertThat(failed.error().orElseThrow().block()).isEmpty();
        assertThat(failed.error().orElseThrow().message()).startsWith("outputs.a: ");
        assertThat(guarded.outputs()).isEqualTo(Map.of("a", 0L));
    }

    @Test
    void anUnexpectedExceptionFailsTheBlockAndSaysNothingOfIt() {
        engine.probe("bug", run -> {
            throw new IllegalStateException("internal detail");
        });

        RunResult result = engine.run("blocks: [{ id: bad, type: probe, does: bug }]");

        assertThat(result.status()).isEqualTo(RunStatus.FAILED);
        assertThat(result.error().orElseThrow().message())
                .startsWith("internal error")
                .contains(result.runId())
                .doesNotContain("detail");
    }

    @Test
    void anEndlessRecursionFailsTheBlock() {
        engine.probe("deep", EndingsTest::deep);

        RunResult result = engine.run("blocks: [{ id: bad, type: probe, does: deep, on_error: continue }]");

        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(block(result, "bad").error().orElseThrow()).startsWith("internal error");
    }

    private static BlockOutcome deep(BlockRun run) {
        BlockOutcome outcome = deep(run);
        return BlockOutcome.of(outcome.output() + "x");
    }

    @Test
    void anOutputThatIsTooLargeFailsTheBlock() {
        engine.limits(new RunLimits(
                RunLimits.DEFAULT.run(), RunLimits.DEFAULT.attempt(), 500, RunLimits.DEFAULT.renderedText(), 100, 8));
        String workflow = """
                inputs: { text: { type: string } }
                blocks:
                  - { id: copy, type: json, value: "{{ inputs.text }}" }
                """;

        RunResult fits = engine.run(workflow + "outputs: { ok: true }", Map.of("text", "x".repeat(98)));
        RunResult tooLarge = engine.run(workflow, Map.of("text", "x".repeat(99)));
        RunResult together = engine.run(workflow, Map.of("text", "x".repeat(98)));

        assertThat(fits.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(tooLarge.error())
                .contains(new RunError(Optional.of("copy"), "the output is too large (at most 100 bytes as JSON)"));
        assertThat(together.error())
                .contains(new RunError(Optional.empty(), "the outputs are too large (at most 100 bytes as JSON)"));
    }

    @Test
    void aTextThatIsTooLongFailsTheBlock() {
        engine.limits(new RunLimits(RunLimits.DEFAULT.run(), RunLimits.DEFAULT.attempt(), 500, 20, 1000, 8));

        RunResult result = engine.run("""
                inputs: { text: { type: string } }
                blocks:
                  - { id: twice, type: text, value: "{{ inputs.text }} {{ inputs.text }}" }
                """, Map.of("text", "x".repeat(15)));

        assertThat(result.status()).isEqualTo(RunStatus.FAILED);
        assertThat(result.error().orElseThrow().message()).contains("20");
    }

    @Test
    void theResultCarriesWhatTheRunWasAdmittedWith() {
        RunResult result = engine.run("blocks: [{ id: one, type: text, value: x }]");

        assertThat(result.pins().commit()).isEqualTo(new CommitId("a".repeat(40)));
        assertThat(result.pins().environment()).contains("production");
        assertThat(result.duration()).isPositive();
        assertThat(result.runId()).startsWith("run_");
    }

    private static BlockOutcome waited(CountDownLatch latch) {
        Latches.await(latch);
        return BlockOutcome.of(true);
    }
}
