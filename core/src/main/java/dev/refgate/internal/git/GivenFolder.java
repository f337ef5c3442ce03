package dev.refgate.internal.git;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;

/** The files of a workflow that somebody gave, in memory. Their content id is the one that they would have when they were committed. */
public final class GivenFolder implements WorkflowFolder {
    private final WorkflowId id;
    private final SortedMap<String, byte[]> files;
    private final ContentId content;

    /**
     * @param files by path; at least one
     */
    public GivenFolder(WorkflowId id, Map<String, byte[]> files) {
        this.id = id;
        this.files = new TreeMap<>(files);
        this.content = contentOf(this.files);
    }

    private static ContentId contentOf(SortedMap<String, byte[]> files) {
        DirCache index = DirCache.newInCore();
        DirCacheBuilder builder = index.builder();
        try (ObjectInserter ids = new Ids()) {
            files.forEach((path, bytes) -> {
                DirCacheEntry entry = new DirCacheEntry(path);
                entry.setFileMode(FileMode.REGULAR_FILE);
                entry.setObjectId(ids.idFor(Constants.OBJ_BLOB, bytes));
                builder.add(entry);
            });
            builder.finish();
            return new ContentId(index.writeTree(ids).name());
        } catch (IOException e) {
            throw new IllegalStateException("nothing is read or written for an id", e);
        }
    }

    /** Names objects and keeps none. */
    private static final class Ids extends ObjectInserter.Formatter {
        @Override
        public ObjectId insert(int type, long length, InputStream content) throws IOException {
            return idFor(type, length, content);
        }
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
        return files.keySet().stream().map(path -> new Entry(path, Kind.FILE)).toList();
    }

    @Override
    public Optional<byte[]> read(String path, int limit) {
        byte[] bytes = files.get(path);
        if (bytes != null && bytes.length > limit) {
            throw new InvalidArgumentException(
                    displayPath(path) + ": " + bytes.length + " bytes (expected at most " + limit + ")");
        }
        return Optional.ofNullable(bytes).map(byte[]::clone);
    }
}
