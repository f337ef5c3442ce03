package dev.refgate.run;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The folder of a workflow, made up by a test. */
record InMemoryWorkflow(WorkflowId id, Map<String, String> files, Optional<ContentId> contentId)
        implements WorkflowFolder {

    static InMemoryWorkflow of(String workflow) {
        return new InMemoryWorkflow(
                new WorkflowId("triage"), new TreeMap<>(Map.of(WORKFLOW_FILE, workflow)), Optional.empty());
    }

    InMemoryWorkflow with(String path, String text) {
        Map<String, String> more = new TreeMap<>(files);
        more.put(path, text);
        return new InMemoryWorkflow(id, more, contentId);
    }

    @Override
    public List<Entry> entries() {
        return files.keySet().stream().map(path -> new Entry(path, Kind.FILE)).toList();
    }

    @Override
    public Optional<byte[]> read(String path, int limit) {
        Optional<byte[]> content =
                Optional.ofNullable(files.get(path)).map(text -> text.getBytes(StandardCharsets.UTF_8));
        if (content.isPresent() && content.get().length > limit) {
            throw new InvalidArgumentException(path + ": too large");
        }
        return content;
    }
}
