package dev.refgate.run;

import static dev.refgate.run.TestEngine.ends;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which blocks run, and in which order. */
class EdgesTest {
    private final TestEngine engine = new TestEngine();

    @Test
    void aBlockFollowsTheOneAboveIt() {
        RunResult result = engine.run("""
                blocks:
                  - { id: one, type: text, value: "1" }
                  - { id: two, type: text, value: "{{ one.output }}2" }
                  - { id: three, type: text, value: "{{ two.output }}3" }
                """);

        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(result.blocks()).extracting(BlockResult::block).containsExactly("one", "two", "three");
        assertThat(result.outputs()).isEqualTo(Map.of("three", "123"));
    }

    @Test
    void needsReplaceTheEdgeFromTheBlockAbove() {
        RunResult result = engine.run("""
                blocks:
                  - { id: last, type: text, needs: [first], value: "{{ first.output }} and last" }
                  - { id: first, type: text, needs: [], value: first }
                """);

        assertThat(result.blocks()).extracting(BlockResult::block).containsExactly("first", "last");
        assertThat(result.outputs()).isEqualTo(Map.of("last", "first and last"));
    }

    @ParameterizedTest
    @CsvSource({"10, small, large, small", "200, large, small, large"})
    void onlyTheChosenBranchRuns(long amount, String chosen, String other, String joined) {
        RunResult result = engine.run("""
                inputs: { amount: { type: integer } }
                blocks:
                  - id: route
                    type: condition
                    branches:
                      - { id: small, if: "{{ inputs.amount < 100 }}" }
                      - { id: large }
                  - { id: small, type: text, needs: [route.small], value: small }
                  - { id: large, type: text, needs: [route.large], value: large }
                  - { id: join, type: text, needs: [small, large], value: "{{ small.output or large.output }}" }
                outputs: { chosen: "{{ route.output.branch }}", joined: "{{ join.output }}" }
                """, Map.of("amount", amount));

        assertThat(result.outputs()).isEqualTo(Map.of("chosen", chosen, "joined", joined));
        assertThat(ends(result)).contains(chosen + ": success", other + ": skipped", "join: success");
    }

    @Test
    void theFirstTrueBranchIsChosenAndTheOthersAreNotAsked() {
        RunResult result = engine.run("""
                blocks:
                  - id: route
                    type: condition
                    branches:
                      - { id: no, if: false }
                      - { id: first, if: "{{ 1 == 1 }}" }
                      - { id: second, if: "{{ _env.NOT_THERE }}" }
                """);

        assertThat(result.outputs()).isEqualTo(Map.of("route", Map.of("branch", "first")));
    }

    @Test
    void whenNoBranchIsTrueEverythingBehindTheConditionIsSkipped() {
        RunResult result = engine.run("""
                blocks:
                  - { id: route, type: condition, branches: [{ id: never, if: false }] }
                  - { id: labelled, type: text, needs: [route.never], value: x }
                  - { id: unlabelled, type: text, needs: [route], value: x }
                  - { id: behind, type: text, needs: [labelled, unlabelled], value: x }
                outputs: { route: "{{ route.output }}", behind: "{{ behind.output }}" }
                """);

        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(ends(result))
                .containsExactly("behind: skipped", "labelled: skipped", "route: success", "unlabelled: skipped");
        assertThat(result.outputs().get("behind")).isNull();
        assertThat(TestEngine.map(result.outputs().get("route"))).hasSize(1).containsKey("branch");
    }

    @Test
    void anEdgeWithoutALabelIsLiveWhicheverBranchWasChosen() {
        RunResult result = engine.run("""
                blocks:
                  - { id: route, type: condition, branches: [{ id: some }] }
                  - { id: next, type: text, value: ran }
                """);

        assertThat(ends(result)).containsExactly("next: success", "route: success");
    }

    @Test
    void aFalseContinueIfSkipsWhatIsBehindItAndNothingElse() {
        RunResult result = engine.run("""
                blocks:
                  - { id: ask, type: continue_if, condition: "{{ 1 > 2 }}" }
                  - { id: behind, type: text, value: x }
                  - { id: beside, type: text, needs: [], value: beside }
                  - { id: both, type: text, needs: [behind, beside], value: "{{ behind.output is none }}" }
                """);

        assertThat(ends(result)).containsExactly("ask: success", "behind: skipped", "beside: success", "both: success");
        assertThat(TestEngine.block(result, "ask").output()).isEqualTo(Map.of("evaluated_condition", false));
        assertThat(TestEngine.block(result, "both").output()).isEqualTo("true");
    }

    @Test
    void aTrueContinueIfGoesOn() {
        RunResult result = engine.run("""
                blocks:
                  - { id: ask, type: continue_if, condition: true }
                  - { id: behind, type: text, value: ran }
                outputs: { asked: "{{ ask.output.evaluated_condition }}", behind: "{{ behind.output }}" }
                """);

        assertThat(result.outputs()).isEqualTo(Map.of("asked", true, "behind", "ran"));
    }

    @Test
    void aFalseIfSkipsThatBlockAlone() {
        RunResult result = engine.run("""
                blocks:
                  - { id: maybe, type: text, if: "{{ 'x' == 'y' }}", value: x }
                  - { id: next, type: json, value: { before: "{{ maybe.output }}" } }
                """);

        assertThat(ends(result)).containsExactly("maybe: skipped", "next: success");
        assertThat(TestEngine.block(result, "maybe").output()).isNull();
        assertThat(TestEngine.map(TestEngine.block(result, "next").output())).containsKey("before");
    }

    @Test
    void aSkippedConditionChoosesNoBranch() {
        RunResult result = engine.run("""
                blocks:
                  - { id: route, type: condition, if: false, branches: [{ id: some }] }
                  - { id: labelled, type: text, needs: [route.some], value: x }
                  - { id: unlabelled, type: text, needs: [route], value: x }
                """);

        assertThat(ends(result)).containsExactly("labelled: skipped", "route: skipped", "unlabelled: success");
    }

    @Test
    void aBlockWithOneLiveEdgeRunsOnceAllItsSourcesHaveEnded() {
        RunResult result = engine.run("""
                blocks:
                  - { id: route, type: condition, branches: [{ id: yes }] }
                  - { id: dead, type: continue_if, needs: [], condition: false }
                  - { id: slow, type: text, needs: [route.yes], value: slow }
                  - { id: join, type: text, needs: [slow, dead, route.yes], value: "after {{ slow.output }}" }
                """);

        assertThat(result.outputs()).isEqualTo(Map.of("join", "after slow"));
        assertThat(result.blocks().get(3).block()).isEqualTo("join");
    }

    @Test
    void withoutOutputsTheLeafBlocksAnswer() {
        RunResult result = engine.run("""
                blocks:
                  - { id: root, type: json, value: { n: 1 } }
                  - { id: left, type: json, needs: [root], value: "{{ root.output.n + 1 }}" }
                  - { id: right, type: text, needs: [root], if: false, value: x }
                """);

        assertThat(result.outputs()).hasSize(2).containsEntry("left", 2L).containsEntry("right", null);
    }

    @Test
    void outputsMayNameAnyBlockAndKeepTypes() {
        RunResult result = engine.run("""
                inputs: { tags: { type: array } }
                blocks:
                  - { id: a, type: json, value: [1, 2.5, true, null, "{{ inputs.tags }}"] }
                  - { id: b, type: text, needs: [], value: "n={{ 1 + 1 }}" }
                outputs: { list: "{{ a.output }}", text: "{{ b.output }}", fixed: { status: done, count: 3 } }
                """, Map.of("tags", List.of("x")));

        List<Object> expected = new java.util.ArrayList<>(List.of(1L, 2.5, true));
        expected.add(null);
        expected.add(List.of("x"));
        assertThat(result.outputs())
                .isEqualTo(Map.of("list", expected, "text", "n=2", "fixed", Map.of("status", "done", "count", 3L)));
    }

    @Test
    void theEngineHasNoMoreToDoWhenAllIsDead() {
        RunResult result = engine.run("""
                blocks:
                  - { id: ask, type: continue_if, condition: false }
                  - { id: a, type: text, value: x }
                  - { id: b, type: text, value: x }
                  - { id: c, type: text, value: x }
                """);

        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(ends(result)).containsExactly("a: skipped", "ask: success", "b: skipped", "c: skipped");
    }
}
