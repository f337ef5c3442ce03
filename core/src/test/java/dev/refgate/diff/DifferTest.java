package dev.refgate.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowTree;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DifferTest {
    private static final String WORKFLOW = "version: 1\nblocks:\n  - { id: a, type: text, value: x }\n";

    @Test
    void equalTreesDoNotDiffer() {
        RepositoryDiff diff = Differs.diff(
                WorkflowFiles.commit("a").with("w/workflow.yml", WORKFLOW),
                WorkflowFiles.commit("b").with("w/workflow.yml", WORKFLOW));

        assertThat(diff.isEmpty()).isTrue();
        assertThat(diff.from()).isEqualTo("a");
        assertThat(diff.to()).isEqualTo("b");
    }

    @Test
    void workflowsAreAddedRemovedAndChangedAndTheRestIsLeftOut() {
        RepositoryDiff diff = Differs.diff(
                WorkflowFiles.commit("a")
                        .with("changed/workflow.yml", WORKFLOW)
                        .with("gone/workflow.yml", WORKFLOW)
                        .with("same/workflow.yml", WORKFLOW)
                        .with("No Workflow/workflow.yml", "1"),
                WorkflowFiles.commit("b")
                        .with("changed/workflow.yml", WORKFLOW + "name: x\n")
                        .with("new/workflow.yml", WORKFLOW)
                        .with("same/workflow.yml", WORKFLOW)
                        .with("No Workflow/workflow.yml", "2"));

        assertThat(diff.workflows())
                .extracting(workflow -> workflow.id() + " " + workflow.change().word())
                .containsExactly("changed changed", "gone removed", "new added");
        assertThat(diff.workflows().get(0).summary().from()).isPresent();
        assertThat(diff.workflows().get(2).summary().from()).isEmpty();
    }

    @Test
    void aSelectionComparesItsWorkflowsAlone() {
        RepositoryDiff diff = Differs.differ()
                .between(
                        WorkflowFiles.commit("a"),
                        WorkflowFiles.commit("b")
                                .with("x/workflow.yml", WORKFLOW)
                                .with("y/workflow.yml", WORKFLOW),
                        Selection.of(new WorkflowId("y"), new WorkflowId("z")),
                        Map.of());

        assertThat(diff.workflows()).extracting(WorkflowDiff::id).containsExactly(new WorkflowId("y"));
    }

    @Test
    void workflowsBeyondTheLimitAreNamedAndNotRead() {
        WorkflowFiles after = WorkflowFiles.commit("b");
        for (int i = 0; i < 5; i++) {
            after.with("w" + i + "/workflow.yml", WORKFLOW);
        }

        RepositoryDiff diff =
                Differs.differ().between(WorkflowFiles.commit("a"), after, new Selection(Set.of(), 2), Map.of());

        assertThat(diff.workflows()).extracting(each -> each.id().value()).containsExactly("w0", "w1");
        assertThat(diff.more()).extracting(each -> each.id().value()).containsExactly("w2", "w3", "w4");
        assertThat(diff.count()).isEqualTo(5);
    }

    @Test
    void foldersOfAnyTwoTreesCanBeCompared() {
        WorkflowId id = new WorkflowId("w");
        WorkflowFiles before = WorkflowFiles.commit("a").with("w/workflow.yml", WORKFLOW);
        WorkflowFiles after = WorkflowFiles.folder("b").with("w/workflow.yml", WORKFLOW);

        assertThat(Differs.differ().between(id, before.folder(id), after.folder(id), Map.of()))
                .isEmpty();
        assertThat(Differs.differ().between(id, before.folder(id), Optional.empty(), Map.of()))
                .map(WorkflowDiff::change)
                .contains(Change.REMOVED);
        assertThat(Differs.differ().between(id, Optional.empty(), Optional.empty(), Map.of()))
                .isEmpty();
    }

    @Test
    void aLinkThatLeadsElsewhereIsADifferenceThatNoFileShows() {
        WorkflowFiles before =
                WorkflowFiles.commit("a").with("w/workflow.yml", WORKFLOW).with("w/l", WorkflowFolder.Kind.SYMLINK);
        WorkflowFiles after = WorkflowFiles.commit("b")
                .with("w/workflow.yml", WORKFLOW)
                .with("w/l", WorkflowFolder.Kind.SYMLINK)
                .executable("w/l", true);

        assertThat(Differs.only(Differs.diff(before, after)).code().files())
                .singleElement()
                .satisfies(file -> assertThat(file.notes())
                        .containsExactly("symbolic link: may lead elsewhere now (its target is not read)"));
    }

    @Test
    void ofTenThousandWorkflowsOnlyThoseThatDifferAreOpened() {
        AtomicInteger opened = new AtomicInteger();
        WorkflowTree before = new ManyWorkflows(opened, 10_000, id -> "x");
        WorkflowTree after = new ManyWorkflows(opened, 10_000, id -> id.endsWith("777") ? "y" : "x");
        Differ differ = Differs.differ();
        differ.between(before, after, Selection.all(), Map.of());
        opened.set(0);

        long start = System.nanoTime();
        RepositoryDiff diff = differ.between(before, after, Selection.all(), Map.of());
        Duration taken = Duration.ofNanos(System.nanoTime() - start);

        assertThat(diff.workflows()).hasSize(10);
        assertThat(opened).hasValue(20);
        // Ten times what docs/performance.md promises, for machines that do other things, too.
        assertThat(taken).isLessThan(Duration.ofSeconds(1));
    }

    /** A tree whose content ids are known without opening a folder, as in Git. */
    private static final class ManyWorkflows implements WorkflowTree {
        private final AtomicInteger opened;
        private final UnaryOperator<String> value;
        private final SortedMap<WorkflowId, Optional<ContentId>> contents = new TreeMap<>();

        private ManyWorkflows(AtomicInteger opened, int count, UnaryOperator<String> value) {
            this.opened = opened;
            this.value = value;
            for (int i = 0; i < count; i++) {
                String id = "w%05d".formatted(i);
                ContentId content =
                        new ContentId("%040x".formatted(value.apply(id).hashCode()));
                contents.put(new WorkflowId(id), Optional.of(content));
            }
        }

        @Override
        public String label() {
            return "many";
        }

        @Override
        public Optional<byte[]> policyFile() {
            return Optional.empty();
        }

        @Override
        public List<String> folderNames() {
            return contents.keySet().stream().map(WorkflowId::value).toList();
        }

        @Override
        public SortedMap<WorkflowId, Optional<ContentId>> contentIds() {
            return contents;
        }

        @Override
        public Optional<WorkflowFolder> folder(WorkflowId id) {
            opened.incrementAndGet();
            String text = "version: 1\nblocks:\n  - { id: a, type: text, value: " + value.apply(id.value()) + " }\n";
            return WorkflowFiles.commit("one").with(id + "/workflow.yml", text).folder(id);
        }
    }
}
