package dev.refgate.internal.git;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.refgate.promotion.ContentChange;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/**
 * Which workflows trees hold, and how they differ. Looks at one level of {@code workflows/} alone. What was found is
 * remembered by the ids of the trees, which stand for it for ever: one move asks for the same trees several times.
 */
final class GitDeploymentTrees {
    private static final int REMEMBERED_CONTENTS = 8;
    private static final int REMEMBERED_CHANGES = 200_000;

    private final Cache<ObjectId, SortedMap<WorkflowId, ContentId>> contents =
            Caffeine.newBuilder().maximumSize(REMEMBERED_CONTENTS).build();
    private final Cache<Pair, List<ContentChange>> changes = Caffeine.newBuilder()
            .maximumWeight(REMEMBERED_CHANGES)
            .weigher((Pair pair, List<ContentChange> found) -> 1 + found.size())
            .build();

    private record Pair(ObjectId before, ObjectId after) {}

    SortedMap<WorkflowId, ContentId> contents(ObjectReader reader, ObjectId root) throws IOException {
        ObjectId workflows = workflows(reader, root);
        SortedMap<WorkflowId, ContentId> known = contents.getIfPresent(workflows);
        if (known == null) {
            known = Collections.unmodifiableSortedMap(read(reader, workflows));
            contents.put(workflows, known);
        }
        return known;
    }

    private static SortedMap<WorkflowId, ContentId> read(ObjectReader reader, ObjectId workflows) throws IOException {
        SortedMap<WorkflowId, ContentId> contents = new TreeMap<>();
        CanonicalTreeParser entries = entries(reader, workflows);
        for (; !entries.eof(); entries.next()) {
            String name = entries.getEntryPathString();
            if (entries.getEntryFileMode().equals(FileMode.TREE) && WorkflowId.isValid(name)) {
                contents.put(
                        new WorkflowId(name),
                        new ContentId(entries.getEntryObjectId().name()));
            }
        }
        return contents;
    }

    List<ContentChange> changes(ObjectReader reader, ObjectId oldRoot, ObjectId newRoot) throws IOException {
        Pair pair = new Pair(workflows(reader, oldRoot), workflows(reader, newRoot));
        if (pair.before().equals(pair.after())) {
            return List.of();
        }
        List<ContentChange> known = changes.getIfPresent(pair);
        if (known == null) {
            known = compare(reader, pair.before(), pair.after());
            changes.put(pair, known);
        }
        return known;
    }

    private static List<ContentChange> compare(ObjectReader reader, ObjectId before, ObjectId after)
            throws IOException {
        Map<WorkflowId, @Nullable ContentId[]> sides = new TreeMap<>();
        try (TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(entries(reader, before));
            walk.addTree(entries(reader, after));
            walk.setFilter(TreeFilter.ANY_DIFF);
            while (walk.next()) {
                note(walk, sides);
            }
        }
        List<ContentChange> changes = new ArrayList<>();
        sides.forEach((workflow, contents) -> {
            if (!Objects.equals(contents[0], contents[1])) {
                changes.add(new ContentChange(
                        workflow, Optional.ofNullable(contents[0]), Optional.ofNullable(contents[1])));
            }
        });
        return List.copyOf(changes);
    }

    /** A folder and a file of one name are two entries, so what is known of a name may come in two steps. */
    private static void note(TreeWalk walk, Map<WorkflowId, @Nullable ContentId[]> sides) {
        String name = walk.getNameString();
        if (!WorkflowId.isValid(name)) {
            return;
        }
        for (int side = 0; side < 2; side++) {
            if (walk.getFileMode(side).equals(FileMode.TREE)) {
                sides.computeIfAbsent(new WorkflowId(name), absent -> new ContentId[2])[side] =
                        new ContentId(walk.getObjectId(side).name());
            }
        }
    }

    /** The entries of a tree. The empty tree has none, and need not be among the objects. */
    static CanonicalTreeParser entries(ObjectReader reader, ObjectId tree) throws IOException {
        return tree.equals(GitDeploymentObjects.EMPTY_TREE)
                ? new CanonicalTreeParser()
                : new CanonicalTreeParser(null, reader, tree);
    }

    /** The tree of {@code workflows/}; the empty tree when there is none. */
    static ObjectId workflows(ObjectReader reader, ObjectId root) throws IOException {
        return root.equals(GitDeploymentObjects.EMPTY_TREE)
                ? root
                : TreeEntries.folder(reader, root, WorkflowTree.WORKFLOWS_FOLDER)
                        .orElse(GitDeploymentObjects.EMPTY_TREE);
    }
}
