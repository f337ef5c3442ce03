package dev.refgate.internal.git;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.refgate.promotion.ContentChange;
import dev.refgate.promotion.WorkflowContents;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * Which workflows trees hold, and how they differ. Looks at one level of {@code workflows/} alone. What was read and found is
 * remembered by the ids of the trees, which stand for it for ever: one move asks for the same trees several times.
 */
final class GitDeploymentTrees {
    private static final int REMEMBERED_CHANGES = 200_000;

    private final RawTrees trees;
    private final Cache<Pair, List<ContentChange>> changes = Caffeine.newBuilder()
            .maximumWeight(REMEMBERED_CHANGES)
            .weigher((Pair pair, List<ContentChange> found) -> 1 + found.size())
            .build();

    GitDeploymentTrees(RawTrees trees) {
        this.trees = trees;
    }

    private record Pair(ObjectId before, ObjectId after) {}

    private record Contents(RawTree tree) implements WorkflowContents {
        @Override
        public Optional<ContentId> of(WorkflowId workflow) {
            return tree.folder(workflow.value()).map(id -> new ContentId(id.name()));
        }

        @Override
        public SortedSet<WorkflowId> workflows() {
            SortedSet<WorkflowId> workflows = new TreeSet<>();
            tree.forEachFolder((name, id) -> {
                if (WorkflowId.isValid(name)) {
                    workflows.add(new WorkflowId(name));
                }
            });
            return workflows;
        }
    }

    WorkflowContents contents(ObjectReader reader, ObjectId root) throws IOException {
        return new Contents(tree(reader, workflows(reader, root)));
    }

    /** A tree by its id. */
    RawTree tree(ObjectReader reader, ObjectId id) throws IOException {
        return trees.tree(reader, id);
    }

    List<ContentChange> changes(ObjectReader reader, ObjectId oldRoot, ObjectId newRoot) throws IOException {
        Pair pair = new Pair(workflows(reader, oldRoot), workflows(reader, newRoot));
        if (pair.before().equals(pair.after())) {
            return List.of();
        }
        List<ContentChange> known = changes.getIfPresent(pair);
        if (known == null) {
            known = compare(tree(reader, pair.before()), tree(reader, pair.after()));
            changes.put(pair, known);
        }
        return known;
    }

    private static List<ContentChange> compare(RawTree before, RawTree after) {
        List<ContentChange> changes = new ArrayList<>();
        before.differences(after).forEach((name, difference) -> {
            if (WorkflowId.isValid(name)) {
                changes.add(new ContentChange(
                        new WorkflowId(name), content(difference.before()), content(difference.after())));
            }
        });
        return List.copyOf(changes);
    }

    private static Optional<ContentId> content(Optional<ObjectId> tree) {
        return tree.map(id -> new ContentId(id.name()));
    }

    /** The tree of {@code workflows/}; the empty tree when there is none. */
    static ObjectId workflows(ObjectReader reader, ObjectId root) throws IOException {
        return root.equals(GitDeploymentObjects.EMPTY_TREE)
                ? root
                : TreeEntries.folder(reader, root, WorkflowTree.WORKFLOWS_FOLDER)
                        .orElse(GitDeploymentObjects.EMPTY_TREE);
    }
}
