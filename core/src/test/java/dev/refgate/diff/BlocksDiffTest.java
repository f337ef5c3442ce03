package dev.refgate.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.refgate.diff.BlocksDiff.BlockName;
import dev.refgate.diff.BlocksDiff.Moved;
import dev.refgate.diff.BlocksDiff.Renamed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BlocksDiffTest {
    private static final String CHAIN = """
            version: 1
            blocks:
              - { id: a, type: text, value: one }
              - { id: b, type: text, value: two }
              - { id: c, type: text, value: three }
            """;
    private static final String ROUTED = """
            version: 1
            blocks:
              - id: route
                type: condition
                branches:
                  - { id: high, if: "{{ inputs.urgent }}" }
                  - { id: normal }
              - { id: page, type: http, needs: [route.high], url: "https://example.org" }
              - { id: queue, type: text, needs: [route.normal], value: x }
            inputs:
              urgent: { type: boolean }
            """;

    @Test
    void anAddedBlockIsAddedWithItsEdgesAndRewiresTheBlockBelow() {
        BlocksDiff diff = Differs.blocks(
                CHAIN, CHAIN.replace("  - { id: b", "  - { id: extra, type: json, value: 1 }\n  - { id: b"));

        assertThat(diff.added()).containsExactly(new BlockName("extra", "json"));
        assertThat(diff.edges())
                .containsExactly(
                        new EdgeChange("extra", Optional.empty(), Optional.of("a")),
                        new EdgeChange("b", Optional.of("a"), Optional.of("extra")));
        assertThat(diff.changed()).isEmpty();
        assertThat(diff.moved()).isEmpty();
    }

    @Test
    void aRemovedBlockIsRemovedWithItsEdges() {
        BlocksDiff diff = Differs.blocks(CHAIN, CHAIN.replace("  - { id: c, type: text, value: three }\n", ""));

        assertThat(diff.removed()).containsExactly(new BlockName("c", "text"));
        assertThat(diff.edges()).containsExactly(new EdgeChange("c", Optional.of("b"), Optional.empty()));
        assertThat(paths(diff.outputs())).containsExactlyInAnyOrder("b added", "c removed");
    }

    @Test
    void aRenamedBlockIsNeitherAddedNorRemovedAndItsEdgesOnlyFollow() {
        BlocksDiff diff = Differs.blocks(CHAIN, CHAIN.replace("id: b", "id: better"));

        assertThat(diff.renamed()).containsExactly(new Renamed("b", "better", "text"));
        assertThat(diff.added()).isEmpty();
        assertThat(diff.removed()).isEmpty();
        assertThat(diff.edges()).isEmpty();
        assertThat(diff.moved()).isEmpty();
        assertThat(diff.changed()).isEmpty();
    }

    @Test
    void templatesThatOnlyFollowARenamedBlockAreNoChange() {
        String before = CHAIN.replace("three", "\"{{ b.output }} and b. and {{ 'b.c' }}\"");

        BlocksDiff diff = Differs.blocks(
                before, before.replace("id: b", "id: better").replace("{{ b.output", "{{ better.output"));

        assertThat(diff.renamed()).containsExactly(new Renamed("b", "better", "text"));
        assertThat(diff.changed()).isEmpty();
    }

    @Test
    void aChainOfRenamedBlocksIsFollowedToItsEnd() {
        String before = """
                version: 1
                blocks:
                  - { id: a, type: text, value: one }
                  - { id: b, type: text, value: "{{ a.output }}" }
                  - { id: c, type: text, value: "{{ b.output }}" }
                """;

        BlocksDiff diff = Differs.blocks(
                before,
                before.replace("id: c", "id: z")
                        .replace("id: b", "id: y")
                        .replace("id: a", "id: x")
                        .replace("{{ a.", "{{ x.")
                        .replace("{{ b.", "{{ y."));

        assertThat(diff.renamed())
                .containsExactly(
                        new Renamed("a", "x", "text"), new Renamed("b", "y", "text"), new Renamed("c", "z", "text"));
        assertThat(diff.added()).isEmpty();
    }

    @Test
    void aRenameWithAnotherEdgeIsBoth() {
        BlocksDiff diff = Differs.blocks(CHAIN, CHAIN.replace("id: c, type: text", "id: last, needs: [a], type: text"));

        assertThat(diff.renamed()).containsExactly(new Renamed("c", "last", "text"));
        assertThat(diff.edges()).containsExactly(new EdgeChange("last", Optional.of("b"), Optional.of("a")));
    }

    @Test
    void eachChangedSettingIsNamedByItsPath() {
        String before = ROUTED.replace("url:", "retry: { attempts: 3, initial: 1s }, json: { a: [1, 2] }, url:");

        BlocksDiff diff = Differs.blocks(
                before,
                before.replace("attempts: 3", "attempts: 5")
                        .replace("[1, 2]", "[1, 2, 3]")
                        .replace("inputs.urgent }}", "not inputs.urgent }}"));

        assertThat(diff.changed()).extracting(BlocksDiff.ChangedBlock::id).containsExactly("route", "page");
        assertThat(diff.changed().get(0).settings())
                .containsExactly(change("branches[high].if", "{{ inputs.urgent }}", "{{ not inputs.urgent }}"));
        assertThat(diff.changed().get(1).settings())
                .containsExactly(
                        change("retry.attempts", 3L, 5L),
                        new ValueChange("json.a[2]", Optional.empty(), Optional.of(new Value(3L))));
        assertThat(diff.edges()).isEmpty();
    }

    @Test
    void aSettingThatBecomesNullIsAChangeAndNotARemoval() {
        BlocksDiff diff = Differs.blocks(
                "version: 1\nblocks: [{ id: a, type: json, value: { x: 1, y: 2 } }]\n",
                "version: 1\nblocks: [{ id: a, type: json, value: { x: null } }]\n");

        assertThat(diff.changed().get(0).settings())
                .containsExactly(
                        change("value.x", 1L, null),
                        new ValueChange("value.y", Optional.of(new Value(2L)), Optional.empty()));
    }

    @Test
    void anotherTypeIsAChangeOfTheSettingType() {
        BlocksDiff diff = Differs.blocks(CHAIN, CHAIN.replace("id: b, type: text", "id: b, type: json"));

        assertThat(diff.changed().get(0).settings()).containsExactly(change("type", "text", "json"));
    }

    @Test
    void theOrderOfBranchesIsMeaning() {
        String swapped = ROUTED.replace("- { id: normal }", "- { id: low, if: \"{{ false }}\" }");

        BlocksDiff diff = Differs.blocks(
                swapped.replace("needs: [route.normal]", "needs: [route.low]"),
                swapped.replace("needs: [route.normal]", "needs: [route.low]").replace("""
                                      - { id: high, if: "{{ inputs.urgent }}" }
                                      - { id: low, if: "{{ false }}" }
                                """, """
                                      - { id: low, if: "{{ false }}" }
                                      - { id: high, if: "{{ inputs.urgent }}" }
                                """));

        assertThat(diff.changed().get(0).settings())
                .containsExactly(change("branches (order)", List.of("high", "low"), List.of("low", "high")));
    }

    @Test
    void aRewiredEdgeSaysTheBranchBeforeAndAfter() {
        BlocksDiff diff = Differs.blocks(ROUTED, ROUTED.replace("needs: [route.high]", "needs: [route.normal]"));

        assertThat(diff.edges())
                .containsExactly(new EdgeChange("page", Optional.of("route.high"), Optional.of("route.normal")));
        assertThat(diff.changed()).isEmpty();
    }

    @Test
    void anEdgeMoreOrLessIsAddedOrRemoved() {
        BlocksDiff more =
                Differs.blocks(ROUTED, ROUTED.replace("needs: [route.normal]", "needs: [route.normal, page]"));
        BlocksDiff less =
                Differs.blocks(ROUTED.replace("needs: [route.normal]", "needs: [route.normal, page]"), ROUTED);

        assertThat(more.edges()).containsExactly(new EdgeChange("queue", Optional.empty(), Optional.of("page")));
        assertThat(less.edges()).containsExactly(new EdgeChange("queue", Optional.of("page"), Optional.empty()));
    }

    @Test
    void anImplicitEdgeThatIsWrittenOutIsNoChange() {
        BlocksDiff diff = Differs.blocks(CHAIN, CHAIN.replace("id: b,", "id: b, needs: [a],"));

        assertThat(diff.isEmpty()).isTrue();
    }

    @Test
    void oneBlockThatStandsElsewhereIsOneEntry() {
        String before = """
                version: 1
                blocks:
                  - { id: a, type: text, value: 1a }
                  - { id: b, type: text, needs: [a], value: 1b }
                  - { id: c, type: text, needs: [a], value: 1c }
                  - { id: d, type: text, needs: [a], value: 1d }
                  - { id: e, type: text, needs: [a], value: 1e }
                """;
        String line = "  - { id: b, type: text, needs: [a], value: 1b }\n";

        BlocksDiff diff = Differs.blocks(before, before.replace(line, "") + line);

        assertThat(diff.moved()).containsExactly(new Moved("b", 2, 5));
        assertThat(diff.edges()).isEmpty();
        assertThat(diff.changed()).isEmpty();
    }

    @Test
    void aBlockWhoseEdgesChangeWithItsPlaceIsRewiredAndNotMoved() {
        BlocksDiff diff = Differs.blocks(CHAIN, """
                version: 1
                blocks:
                  - { id: b, type: text, value: two }
                  - { id: a, type: text, value: one }
                  - { id: c, type: text, value: three }
                """);

        assertThat(diff.moved()).isEmpty();
        assertThat(diff.edges())
                .containsExactlyInAnyOrder(
                        new EdgeChange("a", Optional.empty(), Optional.of("b")),
                        new EdgeChange("c", Optional.of("b"), Optional.of("a")),
                        new EdgeChange("b", Optional.of("a"), Optional.empty()));
    }

    @Test
    void nameDescriptionAndTriggersAreSettingsOfTheWorkflow() {
        BlocksDiff diff = Differs.blocks(
                "name: Old\ntriggers:\n  - { cron: \"0 8 * * 1\" }\n" + CHAIN,
                "name: New\ndescription: More\ntriggers:\n  - { cron: \"0 9 * * 1\" }\n" + CHAIN);

        assertThat(diff.workflow())
                .containsExactly(
                        change("name", "Old", "New"),
                        change("triggers[0].cron", "0 8 * * 1", "0 9 * * 1"),
                        new ValueChange("description", Optional.empty(), Optional.of(new Value("More"))));
    }

    @Test
    void inputsAreAddedRemovedAndChangedInSchemaRequiredAndSensitive() {
        BlocksDiff diff = Differs.blocks(
                CHAIN + "inputs:\n  gone: { type: string }\n  kept: { type: string }\n  eased: { type: integer }\n",
                CHAIN
                        + "inputs:\n  kept: { type: string, minLength: 2, sensitive: true }\n"
                        + "  eased: { type: integer, default: 3 }\n  fresh: { type: boolean }\n");

        assertThat(diff.inputs())
                .extracting(InputChange::name, InputChange::change)
                .containsExactly(
                        tuple("gone", Change.REMOVED),
                        tuple("kept", Change.CHANGED),
                        tuple("eased", Change.CHANGED),
                        tuple("fresh", Change.ADDED));
        assertThat(diff.inputs().get(1).details())
                .containsExactly(
                        change("sensitive", false, true),
                        new ValueChange("schema.minLength", Optional.empty(), Optional.of(new Value(2L))));
        assertThat(diff.inputs().get(2).details())
                .containsExactly(
                        change("required", true, false),
                        new ValueChange("default", Optional.empty(), Optional.of(new Value(3L))));
    }

    @Test
    void outputsAreAddedRemovedAndChanged() {
        BlocksDiff diff = Differs.blocks(
                CHAIN + "outputs: { x: \"{{ a.output }}\", y: 1 }\n",
                CHAIN + "outputs: { x: \"{{ b.output }}\", z: 2 }\n");

        assertThat(paths(diff.outputs())).containsExactly("x changed", "y removed", "z added");
    }

    @Test
    void declaringTheOutputsThatAreImpliedIsNoChange() {
        BlocksDiff diff = Differs.blocks(CHAIN, CHAIN + "outputs: { c: \"{{ c.output }}\" }\n");

        assertThat(diff.isEmpty()).isTrue();
    }

    @Test
    void theGraphHasBothSidesWithMarks() {
        BlocksDiff diff = Differs.blocks(CHAIN, """
                version: 1
                blocks:
                  - { id: start, type: text, value: one }
                  - { id: fresh, type: json, value: {} }
                  - { id: c, type: text, value: other }
                """);

        assertThat(diff.graph().blocks())
                .containsExactly(
                        new BlockGraph.GraphBlock("start", "text", Optional.of("a"), Optional.empty()),
                        new BlockGraph.GraphBlock("fresh", "json", Optional.empty(), Optional.of(Change.ADDED)),
                        new BlockGraph.GraphBlock("c", "text", Optional.empty(), Optional.of(Change.CHANGED)),
                        new BlockGraph.GraphBlock("b", "text", Optional.empty(), Optional.of(Change.REMOVED)));
        assertThat(diff.graph().edges())
                .contains(new BlockGraph.GraphEdge("start", Optional.empty(), "b", Optional.of(Change.REMOVED)));
    }

    @Test
    void aNewWorkflowHasAllItsBlocksAdded() {
        WorkflowDiff diff = Differs.only(Differs.diff(
                WorkflowFiles.commit("before"), WorkflowFiles.commit("after").with("w/workflow.yml", CHAIN)));

        assertThat(diff.change()).isEqualTo(Change.ADDED);
        assertThat(((BlocksDiff) diff.blocks()).added())
                .extracting(BlockName::id)
                .containsExactly("a", "b", "c");
    }

    @Test
    void aFileThatCannotBeReadHasNoBlocksViewAndSaysWhere() {
        WorkflowDiff diff = Differs.workflows(CHAIN, "version: 1\nblocks: [\n");

        assertThat(diff.blocks())
                .isInstanceOfSatisfying(
                        NoBlocksView.class,
                        none -> assertThat(none.reasons())
                                .isNotEmpty()
                                .allMatch(reason ->
                                        reason.matches("(?s)after: workflows/w/workflow\\.yml:\\d+:\\d+: .+")));
        assertThat(diff.code().files().get(0).lines().isEmpty()).isFalse();
        assertThat(diff.code().files().get(0).notes())
                .anyMatch(note -> note.startsWith("after: workflows/w/workflow.yml:"));
    }

    @Test
    void aFolderWithoutItsFileHasNoBlocksView() {
        WorkflowDiff diff = Differs.only(Differs.diff(
                WorkflowFiles.commit("before").with("w/workflow.yml", CHAIN),
                WorkflowFiles.commit("after").with("w/readme.md", "nothing")));

        assertThat(diff.blocks()).isInstanceOf(NoBlocksView.class);
        assertThat(((NoBlocksView) diff.blocks()).reasons())
                .isNotEmpty()
                .allMatch(reason -> reason.startsWith("after: "));
    }

    private static ValueChange change(String path, Object from, Object to) {
        return new ValueChange(path, Optional.of(new Value(from)), Optional.of(new Value(to)));
    }

    private static List<String> paths(List<ValueChange> changes) {
        return changes.stream()
                .map(change -> change.path() + " " + change.change().word())
                .toList();
    }
}
