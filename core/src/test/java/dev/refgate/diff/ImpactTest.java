package dev.refgate.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.diff.Impact.EnvironmentKey;
import dev.refgate.diff.Impact.RequiredInput;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImpactTest {
    private static final String BLOCKS = "version: 1\nblocks:\n  - { id: a, type: text, value: x }\n";

    @Test
    void callersMustSendNewInputsAndThoseThatBecameRequired() {
        Impact impact = impact(
                "inputs:\n  had: { type: string, default: x }\n  opt: { type: string, optional: true }\n  same: { type: string }\n",
                "inputs:\n  had: { type: string }\n  opt: { type: string, optional: true }\n  same: { type: string }\n"
                        + "  fresh: { type: string }\n  spare: { type: string, default: y }\n");

        assertThat(impact.inputsNowRequired())
                .containsExactly(new RequiredInput("had", false), new RequiredInput("fresh", true));
        assertThat(impact.inputsChanged()).isEmpty();
        assertThat(impact.breaksCallers()).isTrue();
    }

    @Test
    void removedAndNarrowedInputsAreNamed() {
        Impact impact = impact(
                "inputs:\n  gone: { type: string }\n  narrow: { type: string }\n  said: { type: string }\n",
                "inputs:\n  narrow: { type: string, maxLength: 5 }\n  said: { type: string, description: better }\n");

        assertThat(impact.inputsRemoved()).containsExactly("gone");
        assertThat(impact.inputsChanged()).containsExactly("narrow");
    }

    @Test
    void outputsThatDisappearAreNamedAlsoWhenTheyWereImplied() {
        assertThat(impact("outputs: { x: 1, y: 2 }\n", "outputs: { y: 3, z: 4 }\n")
                        .outputsRemoved())
                .containsExactly("x");
        assertThat(impact("", "outputs: { y: 3 }\n").outputsRemoved()).containsExactly("a");
    }

    @Test
    void nothingThatCallersNoticeBreaksNobody() {
        Impact impact = impact("", "name: Better\n");

        assertThat(impact.breaksCallers()).isFalse();
        assertThat(impact.keysNeeded()).isEmpty();
    }

    @Test
    void keysOfEnvAreFoundInEveryTemplate() {
        Impact impact = impact(
                "name: \"{{ _env.OLD }} {{ _env.KEPT }} {{ _env.EASED | default('x') }}\"\n",
                "name: \"{{ _env.KEPT }} {{ _env.EASED }}\"\noutputs:\n  a: [ { b: \"{% if _env.DEEP %}1{% endif %}\" } ]\n"
                        + "  c: \"{{ _env.SPARE | default('') }} _env.TEXT\"\n");

        assertThat(impact.keysNeeded())
                .containsExactly(
                        new EnvironmentKey("DEEP", false),
                        new EnvironmentKey("EASED", false),
                        new EnvironmentKey("SPARE", true));
        assertThat(impact.keysNotNeeded()).containsExactly("OLD");
    }

    @Test
    void aNewWorkflowNeedsItsKeysAndAsksNothingOfCallersThatItHasNot() {
        WorkflowDiff diff = Differs.only(Differs.diff(
                WorkflowFiles.commit("a"),
                WorkflowFiles.commit("b")
                        .with(
                                "w/workflow.yml",
                                BLOCKS + "inputs: { x: { type: string } }\noutputs: { y: \"{{ _env.K }}\" }\n")));

        assertThat(diff.impact().keysNeeded()).containsExactly(new EnvironmentKey("K", false));
        assertThat(diff.impact().inputsNowRequired()).isEmpty();
    }

    @Test
    void keysAreKnownEvenWhereTheWorkflowIsNotValid() {
        WorkflowDiff diff = Differs.workflows(BLOCKS, BLOCKS + "unknown: \"{{ _env.K }}\"\n");

        assertThat(diff.blocks()).isInstanceOf(NoBlocksView.class);
        assertThat(diff.impact().keysNeeded()).containsExactly(new EnvironmentKey("K", false));
    }

    @Test
    void environmentsThatHaveEitherContentAreNamed() {
        WorkflowFiles before = WorkflowFiles.commit("a").with("w/workflow.yml", BLOCKS);
        WorkflowFiles after = WorkflowFiles.commit("b").with("w/workflow.yml", "name: x\n" + BLOCKS);
        WorkflowId id = new WorkflowId("w");
        ContentId old = before.folder(id).orElseThrow().contentId().orElseThrow();
        ContentId now = after.folder(id).orElseThrow().contentId().orElseThrow();
        Map<String, Map<WorkflowId, ContentId>> environments = new LinkedHashMap<>();
        environments.put("staging", Map.of(id, now));
        environments.put("production", Map.of(id, old));
        environments.put("empty", Map.of());

        Impact impact = Differs.only(Differs.differ().between(before, after, Selection.all(), environments))
                .impact();

        assertThat(impact.runningFrom()).containsExactly("production");
        assertThat(impact.runningTo()).containsExactly("staging");
    }

    private static Impact impact(String from, String to) {
        return Differs.workflows(BLOCKS + from, BLOCKS + to).impact();
    }
}
