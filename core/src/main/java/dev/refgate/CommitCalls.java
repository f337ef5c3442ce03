package dev.refgate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.promotion.WorkflowCalls;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowRepository;
import dev.refgate.repository.WorkflowTree;
import dev.refgate.run.CompiledWorkflows;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads from workflows which others they run. Each content is looked at once; of a commit, only what differs from the one
 * that was asked for before it is looked up.
 */
final class CommitCalls implements WorkflowCalls {
    private static final int REMEMBERED = 50_000;
    private static final int LARGEST_FILE = 1 << 20;

    /** Whoever runs another workflow says so under this key; most files do without, and need not be compiled. */
    private static final String KEY = "workflow";

    private final WorkflowRepository repository;
    private final CompiledWorkflows compiled;
    private final Cache<ContentId, Set<WorkflowId>> byContent =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private volatile @Nullable Known last;

    private record Known(CommitId commit, WorkflowTree tree, Map<WorkflowId, Set<WorkflowId>> calls) {}

    CommitCalls(WorkflowRepository repository, CompiledWorkflows compiled) {
        this.repository = repository;
        this.compiled = compiled;
    }

    @Override
    public Map<WorkflowId, Set<WorkflowId>> at(CommitId commit) {
        Known known = last;
        if (known != null && known.commit().equals(commit)) {
            return known.calls();
        }
        WorkflowTree tree = repository.treeAt(commit);
        Map<WorkflowId, Set<WorkflowId>> calls = new HashMap<>(known == null ? Map.of() : known.calls());
        Set<WorkflowId> unknown =
                known == null ? tree.contentIds().keySet() : known.tree().differing(tree);
        for (WorkflowId workflow : unknown) {
            Set<WorkflowId> called = tree.folder(workflow).map(this::calls).orElse(Set.of());
            if (called.isEmpty()) {
                calls.remove(workflow);
            } else {
                calls.put(workflow, called);
            }
        }
        Map<WorkflowId, Set<WorkflowId>> all = Collections.unmodifiableMap(calls);
        last = new Known(commit, tree, all);
        return all;
    }

    private Set<WorkflowId> calls(WorkflowFolder folder) {
        return byContent.get(
                folder.contentId().orElseThrow(),
                content -> mayCall(folder) ? compiled.subWorkflows(folder) : Set.of());
    }

    /** A text with an escape may write the key in another way. */
    private static boolean mayCall(WorkflowFolder folder) {
        try {
            return folder.read(WorkflowFolder.WORKFLOW_FILE, LARGEST_FILE)
                    .map(file -> new String(file, StandardCharsets.ISO_8859_1))
                    .map(text -> text.contains(KEY) || text.contains("\\"))
                    .orElse(false);
        } catch (InvalidArgumentException tooLarge) {
            return false;
        }
    }
}
