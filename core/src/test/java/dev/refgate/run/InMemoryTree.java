package dev.refgate.run;

import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A commit's workflows, made up by a test. Equal texts have equal content ids. */
final class InMemoryTree implements WorkflowTree {
    private final Map<String, String> workflows = new TreeMap<>();

    InMemoryTree with(String id, String workflow) {
        workflows.put(id, "version: 1\n" + workflow);
        return this;
    }

    @Override
    public String label() {
        return "the test's tree";
    }

    @Override
    public Optional<byte[]> policyFile() {
        return Optional.empty();
    }

    @Override
    public List<String> folderNames() {
        return List.copyOf(workflows.keySet());
    }

    @Override
    public Optional<WorkflowFolder> folder(WorkflowId id) {
        return Optional.ofNullable(workflows.get(id.value()))
                .map(text -> new InMemoryWorkflow(
                        id,
                        Map.of(WorkflowFolder.WORKFLOW_FILE, text),
                        Optional.of(new ContentId("%040x".formatted(text.hashCode() & 0xFFFFFFFFL)))));
    }
}
