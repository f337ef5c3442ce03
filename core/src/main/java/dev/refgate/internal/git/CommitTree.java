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
import java.util.TreeMap;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.jspecify.annotations.Nullable;

/** The files of a commit. */
final class CommitTree implements WorkflowTree {
    private final ObjectAccess objects;
    private final CommitId commit;
    private volatile @Nullable SortedMap<WorkflowId, Optional<ContentId>> scanned;

    CommitTree(ObjectAccess objects, CommitId commit) {
        this.objects = objects;
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
        return objects.read((repository, walk) -> {
            Optional<ObjectId> workflows = workflows(walk);
            return workflows.isEmpty() ? List.of() : foldersOf(walk.getObjectReader(), workflows.get());
        });
    }

    /** A commit never changes, so one scan is enough; whoever compares trees asks for their folders next. */
    @Override
    public SortedMap<WorkflowId, Optional<ContentId>> contentIds() {
        SortedMap<WorkflowId, Optional<ContentId>> contents = scanned;
        if (contents == null) {
            contents = objects.read((repository, walk) -> {
                Optional<ObjectId> workflows = workflows(walk);
                return workflows.isEmpty()
                        ? Collections.emptySortedMap()
                        : contentsOf(walk.getObjectReader(), workflows.get());
            });
            scanned = contents;
        }
        return contents;
    }

    @Override
    public Optional<WorkflowFolder> folder(WorkflowId id) {
        SortedMap<WorkflowId, Optional<ContentId>> contents = scanned;
        if (contents != null) {
            return contents.getOrDefault(id, Optional.empty()).map(content -> new CommitFolder(objects, id, content));
        }
        return objects.read((repository, walk) -> {
            Optional<ObjectId> workflows = workflows(walk);
            return workflows.isEmpty()
                    ? Optional.empty()
                    : TreeEntries.folder(walk.getObjectReader(), workflows.get(), id.value())
                            .map(tree -> new CommitFolder(objects, id, new ContentId(tree.name())));
        });
    }

    private Optional<ObjectId> workflows(RevWalk walk) throws IOException {
        return TreeEntries.folder(walk.getObjectReader(), root(walk), WORKFLOWS_FOLDER);
    }

    private ObjectId root(RevWalk walk) throws IOException {
        return Commits.parse(walk, commit).getTree();
    }

    private static SortedMap<WorkflowId, Optional<ContentId>> contentsOf(ObjectReader reader, ObjectId tree)
            throws IOException {
        SortedMap<WorkflowId, Optional<ContentId>> contents = new TreeMap<>();
        CanonicalTreeParser entries = new CanonicalTreeParser(null, reader, tree);
        for (; !entries.eof(); entries.next()) {
            String name = entries.getEntryPathString();
            if (entries.getEntryFileMode().equals(FileMode.TREE) && WorkflowId.isValid(name)) {
                ContentId content = new ContentId(entries.getEntryObjectId().name());
                contents.put(new WorkflowId(name), Optional.of(content));
            }
        }
        return Collections.unmodifiableSortedMap(contents);
    }

    private static List<String> foldersOf(ObjectReader reader, ObjectId tree) throws IOException {
        List<String> names = new ArrayList<>();
        CanonicalTreeParser entries = new CanonicalTreeParser(null, reader, tree);
        for (; !entries.eof(); entries.next()) {
            if (entries.getEntryFileMode().equals(FileMode.TREE)) {
                names.add(entries.getEntryPathString());
            }
        }
        Collections.sort(names);
        return List.copyOf(names);
    }
}
