package dev.refgate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.refgate.document.InvalidDocumentException;
import dev.refgate.error.NotFoundException;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowTree;
import dev.refgate.run.CompiledWorkflows.Verified;
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
    private static final String GOOD = "version: 1\nblocks: [{ id: a, type: text, value: x }]\n";
    private static final String BAD = "version: 1\nblocks: [{ id: a, type: text, value: \"{{ b.output }}\" }]\n";

    private final TestEngine engine = new TestEngine();
    private final AtomicInteger reads = new AtomicInteger();
    private final CompiledWorkflows workflows = new CompiledWorkflows(engine.parser(), engine.compiler(), 100);

    @Test
    void oneContentIsCompiledOnceWhateverTheCommit() {
        Verified first = workflows.find(new Tree("aaa", Map.of(TRIAGE, new Content(ONE, GOOD))), TRIAGE);
        Verified second = workflows.find(new Tree("bbb", Map.of(TRIAGE, new Content(ONE, GOOD))), TRIAGE);

        assertThat(second.workflow()).isSameAs(first.workflow());
        assertThat(reads).hasValue(1);
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

        assertThatThrownBy(() -> workflows.find(tree, TRIAGE)).hasMessageStartingWith("workflows/triage/workflow.yml:2:");
        assertThatThrownBy(() -> workflows.find(tree, COPY)).hasMessageStartingWith("workflows/copy/workflow.yml:2:");
    }

    @Test
    void aBrokenWorkflowIsReadOnce() {
        Tree tree = new Tree("aaa", Map.of(TRIAGE, new Content(ONE, BAD)));

        var first = catchThrowableOfType(InvalidDocumentException.class, () -> workflows.find(tree, TRIAGE));
        var second = catchThrowableOfType(InvalidDocumentException.class, () -> workflows.find(tree, TRIAGE));

        assertThat(second.problems()).hasSize(1).isEqualTo(first.problems());
        assertThat(reads).hasValue(1);
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

        assertThat(reads).hasValue(1);
    }

    @Test
    void thereIsAMostNumberOfThem() {
        CompiledWorkflows few = new CompiledWorkflows(engine.parser(), engine.compiler(), 1);
        Tree tree = new Tree("aaa", Map.of(TRIAGE, new Content(ONE, GOOD), COPY, new Content(ONE, GOOD)));

        for (int round = 0; round < 5; round++) {
            few.find(tree, TRIAGE);
            few.find(tree, COPY);
        }

        assertThat(reads.get()).isGreaterThan(2);
    }

    private record Content(ContentId id, String workflow) {}

    /** A commit that a test made up. */
    private final class Tree implements WorkflowTree {
        private final String label;
        private final Map<WorkflowId, Content> contents;

        Tree(String label, Map<WorkflowId, Content> contents) {
            this.label = label;
            this.contents = contents;
        }

        @Override
        public String label() {
            return label;
        }

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
            return Optional.ofNullable(contents.get(id)).map(content -> new CountedFolder(id, content));
        }
    }

    /** A folder that counts how often its workflow is read. */
    private final class CountedFolder implements WorkflowFolder {
        private final InMemoryWorkflow files;

        CountedFolder(WorkflowId id, Content content) {
            files = new InMemoryWorkflow(id, Map.of(WORKFLOW_FILE, content.workflow()), Optional.of(content.id()));
        }

        @Override
        public WorkflowId id() {
            return files.id();
        }

        @Override
        public Optional<ContentId> contentId() {
            return files.contentId();
        }

        @Override
        public List<Entry> entries() {
            return files.entries();
        }

        @Override
        public Optional<byte[]> read(String path, int limit) {
            reads.incrementAndGet();
            return files.read(path, limit);
        }
    }
}
