package dev.refgate;

import dev.refgate.diff.Differ;
import dev.refgate.diff.RepositoryDiff;
import dev.refgate.diff.Selection;
import dev.refgate.document.Nearest;
import dev.refgate.error.NotFoundException;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowRepository;
import dev.refgate.repository.WorkflowTree;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares two sides, and tells which environments run them. */
final class Comparisons {
    private final WorkflowRepository repository;
    private final EnvironmentStates environments;
    private final Sides sides;
    private final Differ differ;

    Comparisons(WorkflowRepository repository, EnvironmentStates environments, Sides sides, Differ differ) {
        this.repository = repository;
        this.environments = environments;
        this.sides = sides;
        this.differ = differ;
    }

    RepositoryDiff diff(Side from, Side to, Set<WorkflowId> workflows) {
        Trees trees = new Trees();
        Sides.Resolved before = sides.resolve(from, workflows, trees::at);
        Sides.Resolved after = sides.resolve(to, workflows, trees::at);
        for (WorkflowId workflow : workflows) {
            requireKnown(workflow, before, after);
        }
        Selection selection = Selection.of(workflows.toArray(WorkflowId[]::new));
        RepositoryDiff diff = differ.between(before.tree(), after.tree(), selection, contents(trees));
        return new RepositoryDiff(before.label(), after.label(), diff.workflows(), diff.more());
    }

    /** A name that is misspelt must not look like a workflow without differences. */
    private static void requireKnown(WorkflowId workflow, Sides.Resolved from, Sides.Resolved to) {
        if (from.tree().folder(workflow).isEmpty() && to.tree().folder(workflow).isEmpty()) {
            List<String> known = new ArrayList<>(from.tree().folderNames());
            known.addAll(to.tree().folderNames());
            throw new NotFoundException("workflow: " + workflow + " is neither in " + from.label() + " nor in "
                    + to.label() + " (expected a workflow that one of them has"
                    + Nearest.hint(workflow.value(), known) + ")");
        }
    }

    private Map<String, Map<WorkflowId, ContentId>> contents(Trees trees) {
        Map<String, Map<WorkflowId, ContentId>> contents = new LinkedHashMap<>();
        environments.commits().forEach((name, commit) -> contents.put(name, new Contents(trees.at(commit))));
        return contents;
    }

    /** A commit's contents, looked up when they are asked for: a difference asks for a few of many. */
    private static final class Contents extends AbstractMap<WorkflowId, ContentId> {
        private final WorkflowTree tree;

        Contents(WorkflowTree tree) {
            this.tree = tree;
        }

        @Override
        public @Nullable ContentId get(@Nullable Object workflow) {
            return workflow instanceof WorkflowId id
                    ? tree.folder(id).flatMap(WorkflowFolder::contentId).orElse(null)
                    : null;
        }

        @Override
        public Set<Map.Entry<WorkflowId, ContentId>> entrySet() {
            Map<WorkflowId, ContentId> all = new LinkedHashMap<>();
            tree.contentIds().forEach((workflow, content) -> content.ifPresent(id -> all.put(workflow, id)));
            return all.entrySet();
        }
    }

    /** A commit's tree is scanned once for one comparison, be it a side, an environment, or several of them. */
    private final class Trees {
        private final Map<CommitId, WorkflowTree> byCommit = new HashMap<>();

        WorkflowTree at(CommitId commit) {
            return byCommit.computeIfAbsent(commit, repository::treeAt);
        }
    }
}
