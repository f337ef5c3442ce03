package dev.refgate.internal.git;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.TreeWalk;

/** The files of one workflow at one commit. */
final class CommitFolder implements WorkflowFolder {
    /** Trees that contain themselves many times over can name more files than any memory holds. */
    static final int MOST_ENTRIES = 100_000;

    private final ObjectAccess objects;
    private final WorkflowId id;
    private final ContentId content;

    CommitFolder(ObjectAccess objects, WorkflowId id, ContentId content) {
        this.objects = objects;
        this.id = id;
        this.content = content;
    }

    @Override
    public WorkflowId id() {
        return id;
    }

    @Override
    public Optional<ContentId> contentId() {
        return Optional.of(content);
    }

    @Override
    public List<Entry> entries() {
        return objects.lookUp(reader -> {
            List<Entry> entries = new ArrayList<>();
            try (TreeWalk tree = new TreeWalk(reader)) {
                tree.addTree(tree());
                tree.setRecursive(true);
                while (tree.next()) {
                    requireRoom(this, entries.size());
                    entries.add(new Entry(tree.getPathString(), kind(tree.getFileMode())));
                }
            }
            entries.sort(Comparator.comparing(Entry::path));
            return List.copyOf(entries);
        });
    }

    @Override
    public Optional<byte[]> read(String path, int limit) {
        return objects.lookUp(reader -> {
            Optional<TreeEntries.Found> file = file(reader, path);
            return file.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Blobs.read(reader, file.get().id(), displayPath(path), limit));
        });
    }

    @Override
    public Optional<byte[]> readSmall(String path, int limit) {
        return objects.lookUp(reader -> {
            Optional<TreeEntries.Found> file = file(reader, path);
            return file.isEmpty()
                    ? Optional.empty()
                    : Blobs.readSmall(reader, file.get().id(), limit);
        });
    }

    @Override
    public Optional<FileFacts> facts(String path) {
        return objects.lookUp(reader -> {
            Optional<TreeEntries.Found> file = file(reader, path);
            return file.isEmpty() ? Optional.empty() : Optional.of(facts(reader, file.get()));
        });
    }

    private static FileFacts facts(ObjectReader reader, TreeEntries.Found file) throws IOException {
        return new FileFacts(
                reader.getObjectSize(file.id(), Constants.OBJ_BLOB),
                file.id().name(),
                Optional.of(file.mode().equals(FileMode.EXECUTABLE_FILE)));
    }

    /** No tree has an entry that is empty, {@code .} or {@code ..}, or one with a slash; so odd paths find nothing. */
    private Optional<TreeEntries.Found> file(ObjectReader reader, String path) throws IOException {
        if (path.contains("\\")) {
            return Optional.empty();
        }
        ObjectId tree = tree();
        int start = 0;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', start)) {
            Optional<ObjectId> folder = TreeEntries.folder(reader, tree, path.substring(start, slash));
            if (folder.isEmpty()) {
                return Optional.empty();
            }
            tree = folder.get();
            start = slash + 1;
        }
        return TreeEntries.find(reader, tree, path.substring(start)).filter(TreeEntries.Found::isFile);
    }

    private ObjectId tree() {
        return ObjectId.fromString(content.hex());
    }

    static void requireRoom(WorkflowFolder folder, int entries) {
        if (entries >= MOST_ENTRIES) {
            throw new InvalidArgumentException("workflow: " + folder.id() + " has more than " + MOST_ENTRIES
                    + " files (expected the files of one workflow)");
        }
    }

    private static Kind kind(FileMode mode) {
        if (mode.equals(FileMode.SYMLINK)) {
            return Kind.SYMLINK;
        }
        return mode.equals(FileMode.GITLINK) ? Kind.SUBMODULE : Kind.FILE;
    }
}
