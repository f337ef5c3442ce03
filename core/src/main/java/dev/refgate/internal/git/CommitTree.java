package dev.refgate.internal.git;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** The files of a commit. */
final class CommitTree implements WorkflowTree {
    private final ObjectAccess objects;
    private final RawTrees trees;
    private final CommitId commit;
    private volatile @Nullable RawTree workflows;

    /**
     * @param trees what was read of others
     */
    CommitTree(ObjectAccess objects, RawTrees trees, CommitId commit) {
        this.objects = objects;
        this.trees = trees;
        this.commit = commit;
    }

    @Override
    public String label() {
        return commit.abbreviated();
    }

    @Override
    public Optional<byte[]> policyFile() {
        return objects.read((repository, walk) -> {
            ObjectReader reader = walk.getObjectReader();
            Optional<TreeEntries.Found> file =
                    TreeEntries.find(reader, root(walk), POLICY_FILE).filter(TreeEntries.Found::isFile);
            return file.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Blobs.read(reader, file.get().id(), POLICY_FILE, Blobs.POLICY_LIMIT));
        });
    }

    @Override
    public List<String> folderNames() {
        List<String> names = new ArrayList<>();
        workflows().forEachFolder((name, id) -> names.add(name));
        Collections.sort(names);
        return List.copyOf(names);
    }

    @Override
    public SortedMap<WorkflowId, Optional<ContentId>> contentIds() {
        SortedMap<WorkflowId, Optional<ContentId>> contents = new TreeMap<>();
        workflows().forEachFolder((name, id) -> {
            if (WorkflowId.isValid(name)) {
                contents.put(new WorkflowId(name), Optional.of(new ContentId(id.name())));
            }
        });
        return contents;
    }

    /** Of two commits only the entries that differ are looked at. */
    @Override
    public SortedSet<WorkflowId> differing(WorkflowTree other) {
        if (!(other instanceof CommitTree commitTree)) {
            return WorkflowTree.super.differing(other);
        }
        SortedSet<WorkflowId> differing = new TreeSet<>();
        for (String name : workflows().differences(commitTree.workflows()).keySet()) {
            if (WorkflowId.isValid(name)) {
                differing.add(new WorkflowId(name));
            }
        }
        return differing;
    }

    @Override
    public Optional<WorkflowFolder> folder(WorkflowId id) {
        return workflows().folder(id.value()).map(tree -> new CommitFolder(objects, id, new ContentId(tree.name())));
    }

    /** A commit never changes, so its tree is read once; whoever compares trees asks for their folders next. */
    private RawTree workflows() {
        RawTree tree = workflows;
        if (tree == null) {
            tree = objects.read((repository, walk) -> trees.tree(
                    walk.getObjectReader(), GitDeploymentTrees.workflows(walk.getObjectReader(), root(walk))));
            workflows = tree;
        }
        return tree;
    }

    private ObjectId root(RevWalk walk) throws IOException {
        return Commits.parse(walk, commit).getTree();
    }
}
