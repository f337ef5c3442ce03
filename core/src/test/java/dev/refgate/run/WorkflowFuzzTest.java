package dev.refgate.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.refgate.document.Problem;
import dev.refgate.document.Problems;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import java.util.List;
import java.util.Optional;

/** Whatever is in a workflow.yml, compiling it ends with a workflow or with problems that say where. */
class WorkflowFuzzTest {
    private final TestEngine engine = new TestEngine();

    @FuzzTest(maxDuration = "20s")
    @DictionaryFile(resourcePath = "/dev/refgate/fuzz.dictionary")
    void compile(byte[] file) {
        Problems problems = new Problems();
        WorkflowFolder folder = new Bytes(file);

        Optional<CompiledWorkflow> workflow = engine.parser()
                .parse(folder, problems)
                .flatMap(parsed -> engine.compiler().compile(parsed, folder, problems));

        assertThat(problems.isEmpty()).isEqualTo(workflow.isPresent());
        for (Problem problem : problems.sorted()) {
            assertThat(problem.location().file()).isEqualTo("workflows/fuzz/workflow.yml");
            assertThat(problem.message()).isNotBlank();
        }
    }

    /** A folder with one file. */
    private record Bytes(byte[] file) implements WorkflowFolder {
        @Override
        public WorkflowId id() {
            return new WorkflowId("fuzz");
        }

        @Override
        public Optional<ContentId> contentId() {
            return Optional.empty();
        }

        @Override
        public List<Entry> entries() {
            return List.of(new Entry(WORKFLOW_FILE, Kind.FILE));
        }

        @Override
        public Optional<byte[]> read(String path, int limit) {
            return path.equals(WORKFLOW_FILE) ? Optional.of(file) : Optional.empty();
        }
    }
}
