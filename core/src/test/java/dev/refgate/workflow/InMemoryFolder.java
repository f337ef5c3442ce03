package dev.refgate.workflow;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The files of a workflow, made up by a test. */
final class InMemoryFolder implements WorkflowFolder {
    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, Kind> kinds = new TreeMap<>();

    static InMemoryFolder empty() {
        return new InMemoryFolder();
    }

    static InMemoryFolder of(String workflow) {
        return empty().with(WORKFLOW_FILE, workflow);
    }

    InMemoryFolder with(String path, String content) {
        files.put(path, content.getBytes(StandardCharsets.UTF_8));
        kinds.put(path, Kind.FILE);
        return this;
    }

    InMemoryFolder with(String path, Kind kind) {
        kinds.put(path, kind);
        return this;
    }

    @Override
    public WorkflowId id() {
        return new WorkflowId("triage");
    }

    @Override
    public Optional<ContentId> contentId() {
        return Optional.empty();
    }

    @Override
    public List<Entry> entries() {
        return kinds.entrySet().stream()
                .map(entry -> new Entry(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public Optional<byte[]> read(String path, int limit) {
        byte[] content = files.get(path);
        if (content != null && content.length > limit) {
            throw new InvalidArgumentException(path + ": too large");
        }
        return Optional.ofNullable(content);
    }
}
