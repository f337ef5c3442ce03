package dev.refgate.repository;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A folder of which nothing is read twice, for a caller that looks at it from several sides. It keeps what it read for as long
 * as it is kept itself; of the files' contents no more than 2 MiB. Not safe for use by several threads.
 */
public final class KeptFolder implements WorkflowFolder {
    private static final int MOST_KEPT = 2 << 20;

    private final WorkflowFolder folder;
    private final Map<String, Optional<FileFacts>> facts = new HashMap<>();
    private final Map<String, byte[]> contents = new HashMap<>();
    private int kept;
    private @Nullable List<Entry> entries;

    public KeptFolder(WorkflowFolder folder) {
        this.folder = folder;
    }

    @Override
    public WorkflowId id() {
        return folder.id();
    }

    @Override
    public Optional<ContentId> contentId() {
        return folder.contentId();
    }

    @Override
    public List<Entry> entries() {
        List<Entry> known = entries;
        if (known == null) {
            known = folder.entries();
            entries = known;
        }
        return known;
    }

    @Override
    public Optional<byte[]> read(String path, int limit) {
        byte[] known = contents.get(path);
        return known != null && known.length <= limit
                ? Optional.of(known)
                : folder.read(path, limit).map(content -> keep(path, content));
    }

    @Override
    public Optional<byte[]> readSmall(String path, int limit) {
        byte[] known = contents.get(path);
        return known == null
                ? folder.readSmall(path, limit).map(content -> keep(path, content))
                : Optional.of(known).filter(content -> content.length <= limit);
    }

    private byte[] keep(String path, byte[] content) {
        if (kept + content.length <= MOST_KEPT && contents.putIfAbsent(path, content) == null) {
            kept += content.length;
        }
        return content;
    }

    @Override
    public Optional<FileFacts> facts(String path) {
        return facts.computeIfAbsent(path, folder::facts);
    }

    @Override
    public String displayPath(String path) {
        return folder.displayPath(path);
    }
}
