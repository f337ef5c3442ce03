package dev.refgate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.refgate.document.InvalidDocumentException;
import dev.refgate.document.Key;
import dev.refgate.document.Shapes;
import dev.refgate.error.NotFoundException;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowTree;
import dev.refgate.run.CompiledWorkflows.Verified;
import dev.refgate.workflow.BlockShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Compile once, run many times. */
class CompiledWorkflowsTest {
    private static final WorkflowId TRIAGE = new WorkflowId("triage");
    private static final WorkflowId COPY = new WorkflowId("copy");
    private static final ContentId ONE = new ContentId("1".repeat(40));
    private static final ContentId TWO = new ContentId("2".repeat(40));
    private static final String GOOD = "version: 1\nblocks: [{ id: a, type: counted, value: x }]\n";
    private static final String BAD = "version: 1\nblocks: [{ id: a, type: counted, value: \"{{ b.output }}\" }]\n";

    private final AtomicInteger compilations = new AtomicInteger();
    private final TestEngine engine = new TestEngine().type(new CountedType());
    private final CompiledWorkflows workflows = new CompiledWorkflows(engine.parser(), engine.compiler(), 100);

    @Test
    void oneContentIsCompiledOnceWhateverTheCommit() {
        Verified first = workflows.find(new Tree("aaa", Map.of(TRIAGE, new Content(ONE, GOOD))), TRIAGE);
        Verified second = workflows.find(new Tree("bbb", Map.of(TRIAGE, new Content(ONE, GOOD))), TRIAGE);

        assertThat(second.workflow()).isSameAs(first.workflow());
        assertThat(compilations).hasValue(1);
        assertThat(first.content()).isEqualTo(ONE);
    }

    @Test
    void otherContentIsAnotherWorkflowWithAnotherVerificationId() {
        Verified first = workflows.find(new Tree("aaa", Map.of(TRIAGE, new Content(ONE, GOOD))), TRIAGE);
        Verified second = workflows.find(new Tree("bbb", Map.of(TRIAGE, new Content(TWO, GOOD))), TRIAGE);

        assertThat(second.workflow()).isNotSameAs(first.workflow());
        assertThat(second.verification()).isNotEqualTo(first.verification());
    }

    @Test
    void problemsNameTheFileOfTheWorkflowThatWasAskedFor() {
        Tree tree = new Tree("aaa", Map.of(TRIAGE, new Content(ONE, BAD), COPY, new Content(ONE, BAD)));

        assertThatThrownBy(() -> workflows.find(tree, TRIAGE))
                .hasMessageStartingWith("workflows/triage/workflow.yml:2:");
        assertThatThrownBy(() -> workflows.find(tree, COPY)).hasMessageStartingWith("workflows/copy/workflow.yml:2:");
    }

    @Test
    void aBrokenWorkflowIsCompiledOnce() {
        Tree tree = new Tree("aaa", Map.of(TRIAGE, new Content(ONE, BAD)));

        var first = catchThrowableOfType(InvalidDocumentException.class, () -> workflows.find(tree, TRIAGE));
        var second = catchThrowableOfType(InvalidDocumentException.class, () -> workflows.find(tree, TRIAGE));

        assertThat(second.problems()).hasSize(1).isEqualTo(first.problems());
        assertThat(compilations).hasValue(1);
    }

    @Test
    void aWorkflowThatIsNotThereIsNotFound() {
        assertThatThrownBy(() -> workflows.find(new Tree("aaa", Map.of()), TRIAGE))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContainingAll("triage", "aaa");
    }

    @Test
    void callsAtTheSameTimeCompileOnce() throws Exception {
        int callers = 8;
        Tree tree = new Tree("aaa", Map.of(TRIAGE, new Content(ONE, GOOD)));
        CyclicBarrier together = new CyclicBarrier(callers);
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Future<Verified>> found = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                found.add(threads.submit(() -> {
                    together.await();
                    return workflows.find(tree, TRIAGE);
                }));
            }
            for (Future<Verified> each : found) {
                assertThat(each.get()).isSameAs(found.get(0).get());
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(compilations).hasValue(1);
    }

    @Test
    void thereIsAMostNumberOfThem() {
        CompiledWorkflows few = new CompiledWorkflows(engine.parser(), engine.compiler(), 1);
        Tree tree = new Tree("aaa", Map.of(TRIAGE, new Content(ONE, GOOD), COPY, new Content(ONE, GOOD)));

        for (int round = 0; round < 5; round++) {
            few.find(tree, TRIAGE);
            few.find(tree, COPY);
        }

        assertThat(compilations.get()).isGreaterThan(2);
    }

    private record Content(ContentId id, String workflow) {}

    /** A commit that a test made up. */
    private record Tree(String label, Map<WorkflowId, Content> contents) implements WorkflowTree {

        @Override
        public Optional<byte[]> policyFile() {
            return Optional.empty();
        }

        @Override
        public List<String> folderNames() {
            return contents.keySet().stream().map(WorkflowId::value).sorted().toList();
        }

        @Override
        public Optional<WorkflowFolder> folder(WorkflowId id) {
            return Optional.ofNullable(contents.get(id))
                    .map(content -> new InMemoryWorkflow(
                            id, Map.of(WorkflowFolder.WORKFLOW_FILE, content.workflow()), Optional.of(content.id())));
        }
    }

    /** A type that counts how often a block of it is compiled. */
    private final class CountedType implements BlockType {
        @Override
        public BlockShape shape() {
            return BlockShape.of("counted", "Counts.", "The text.", Key.required("value", Shapes.text(), "A text."));
        }

        @Override
        public BlockExecutor compile(BlockCompiler block) {
            compilations.incrementAndGet();
            var value = block.text(block.require("value"));
            return run -> BlockOutcome.of(value.text(run.scope()));
        }
    }
}
