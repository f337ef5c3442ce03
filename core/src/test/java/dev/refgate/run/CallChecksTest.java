package dev.refgate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.repository.WorkflowId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What validation finds in blocks that run other workflows. */
@Timeout(60)
class CallChecksTest {
    private final TestEngine engine = new TestEngine();
    private final InMemoryTree tree = new InMemoryTree();

    private static String calling(String workflow) {
        return "blocks: [{ id: sub, type: workflow, workflow: " + workflow + " }]";
    }

    @Test
    void aWorkflowThatIsNotThere() {
        tree.with("greeting", "blocks: [{ id: a, type: text, value: x }]").with("main", calling("greetings"));

        assertThat(engine.problems(tree))
                .containsExactly("workflows/main/workflow.yml:2:47: there is no workflow \"greetings\" in workflows/"
                        + " (expected one of: greeting, main); did you mean \"greeting\"?");
    }

    @Test
    void aNameThatIsATemplateOrNoIdAtAll() {
        tree.with("main", calling("\"{{ _env.WHICH }}\"")).with("other", calling("execute"));

        assertThat(engine.problems(tree))
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem).contains("workflow.yml:2:47: "));
    }

    @Test
    void inputsThatItDoesNotDeclareAndInputsThatItNeeds() {
        tree.with("greet", """
                        inputs: { name: { type: string }, title: { type: string, optional: true } }
                        blocks: [{ id: a, type: text, value: x }]
                        """)
                .with("main", "blocks: [{ id: sub, type: workflow, workflow: greet, inputs: { nane: x } }]");

        assertThat(engine.problems(tree))
                .containsExactly(
                        "workflows/main/workflow.yml:2:47: the sub-workflow \"greet\" declares no input \"nane\" (expected"
                                + " one of: name, title); did you mean \"name\"?",
                        "workflows/main/workflow.yml:2:47: the sub-workflow \"greet\" needs the input \"name\" (expected it"
                                + " here, or a default or optional: true in workflows/greet/workflow.yml)");
    }

    @Test
    void aReducerWithoutItsInputsAndItsOutput() {
        tree.with("add", "inputs: { item: {} }\nblocks: [{ id: sum, type: text, value: x }]")
                .with("main", "blocks: [{ id: all, type: reduce, items: [1], workflow: add }]");

        assertThat(engine.problems(tree))
                .containsExactly(
                        "workflows/main/workflow.yml:2:57: the sub-workflow \"add\" declares no input \"accumulator\""
                                + " (expected one of: item)",
                        "workflows/main/workflow.yml:2:57: the sub-workflow \"add\" has no output \"accumulator\""
                                + " (expected one of: sum)");
    }

    @Test
    void aCircleInEveryFileThatItGoesThrough() {
        tree.with("a", calling("b"))
                .with("b", calling("c"))
                .with("c", calling("b"))
                .with("d", calling("d"));

        assertThat(engine.problems(tree))
                .containsExactly(
                        "workflows/b/workflow.yml:2:47: the sub-workflow \"c\" leads back to \"b\": b → c → b (expected an"
                                + " end)",
                        "workflows/c/workflow.yml:2:47: the sub-workflow \"b\" leads back to \"c\": c → b → c (expected an"
                                + " end)",
                        "workflows/d/workflow.yml:2:47: the sub-workflow \"d\" leads back to \"d\": d → d (expected an"
                                + " end)");
    }

    @Test
    void eightWorkflowsInsideEachOtherAndNotNine() {
        tree.with("w9", "blocks: [{ id: a, type: text, value: x }]");
        for (int i = 8; i >= 0; i--) {
            tree.with("w" + i, calling("w" + (i + 1)));
        }

        assertThat(engine.problems(tree))
                .containsExactly(
                        "workflows/w0/workflow.yml:2:47: the sub-workflow \"w1\" leads more than 8 workflows deep:"
                                + " w0 → w1 → w2 → w3 → w4 → w5 → w6 → w7 → w8 → w9");
        assertThat(engine.run(tree, "w1", java.util.Map.of()).status()).isEqualTo(RunStatus.SUCCESS);
    }

    @Test
    void aLongChainIsCheckedWithoutRunningOutOfStack() {
        for (int i = 0; i < 3_000; i++) {
            tree.with("w" + i, calling("w" + (i + 1)));
        }
        tree.with("w3000", "blocks: [{ id: a, type: text, value: x }]");

        assertThat(engine.problems(tree)).hasSize(3_000 - 8);
    }

    @Test
    void aRunIsRefusedForProblemsOfWhatItReaches() {
        tree.with("bad", "blocks: [{ id: a, type: text, value: \"{{ nothing }}\" }]")
                .with("middle", calling("bad"))
                .with("main", calling("middle"));
        CompiledWorkflows workflows = new CompiledWorkflows(engine.parser(), engine.compiler(), 10);

        assertThatThrownBy(() -> workflows.find(tree, new WorkflowId("main")))
                .hasMessageStartingWith("workflows/bad/workflow.yml:2:38: ");
    }

    @Test
    void theVerificationIdChangesWithWhatIsReachedAndWithNothingElse() {
        tree.with("leaf", "blocks: [{ id: a, type: text, value: x }]")
                .with("middle", calling("leaf"))
                .with("main", calling("middle"))
                .with("other", "blocks: [{ id: a, type: text, value: x }]");
        CompiledWorkflows workflows = new CompiledWorkflows(engine.parser(), engine.compiler(), 10);
        WorkflowId main = new WorkflowId("main");

        var first = workflows.find(tree, main);
        var same = workflows.find(tree.with("other", "blocks: [{ id: a, type: text, value: y }]"), main);
        var changed = workflows.find(tree.with("leaf", "blocks: [{ id: a, type: text, value: z }]"), main);

        assertThat(same).isSameAs(first);
        assertThat(changed.content()).isEqualTo(first.content());
        assertThat(changed.verification()).isNotEqualTo(first.verification());
        assertThat(engine.run(changed.workflow(), java.util.Map.of()).outputs())
                .isEqualTo(java.util.Map.of("sub", java.util.Map.of("sub", java.util.Map.of("a", "z"))));
        assertThat(engine.run(first.workflow(), java.util.Map.of()).outputs())
                .isEqualTo(java.util.Map.of("sub", java.util.Map.of("sub", java.util.Map.of("a", "x"))));
    }
}
