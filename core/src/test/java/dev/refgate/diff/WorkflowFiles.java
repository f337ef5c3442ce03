package dev.refgate.diff;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowTree;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A tree of workflows that a test makes up: paths below {@code workflows/}, with contents. */
public final class WorkflowFiles implements WorkflowTree {
    private final String label;
    private final boolean identified;
    private final SortedMap<String, byte[]> contents = new TreeMap<>();
    private final SortedMap<String, WorkflowFolder.Kind> kinds = new TreeMap<>();
    private final SortedMap<String, Boolean> executable = new TreeMap<>();

    private WorkflowFiles(String label, boolean identified) {
        this.label = label;
        this.identified = identified;
    }

    /** Like a commit: folders have content ids. */
    public static WorkflowFiles commit(String label) {
        return new WorkflowFiles(label, true);
    }

    /** Like a folder on disk: there are no content ids. */
    public static WorkflowFiles folder(String label) {
        return new WorkflowFiles(label, false);
    }

    public WorkflowFiles with(String path, String content) {
        return with(path, content.getBytes(StandardCharsets.UTF_8));
    }

    public WorkflowFiles with(String path, byte[] content) {
        contents.put(path, content);
        kinds.put(path, WorkflowFolder.Kind.FILE);
        return this;
    }

    public WorkflowFiles with(String path, WorkflowFolder.Kind kind) {
        kinds.put(path, kind);
        return this;
    }

    public WorkflowFiles executable(String path, boolean value) {
        executable.put(path, value);
        return this;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public Optional<byte[]> policyFile() {
        return Optional.empty();
    }

    @Override
    public List<String> folderNames() {
        return kinds.keySet().stream()
                .map(path -> path.substring(0, path.indexOf('/')))
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public Optional<WorkflowFolder> folder(WorkflowId id) {
        return folderNames().contains(id.value()) ? Optional.of(new Folder(id)) : Optional.empty();
    }

    private final class Folder implements WorkflowFolder {
        private final WorkflowId id;

        private Folder(WorkflowId id) {
            this.id = id;
        }

        @Override
        public WorkflowId id() {
            return id;
        }

        @Override
        public Optional<ContentId> contentId() {
            if (!identified) {
                return Optional.empty();
            }
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-1");
                for (Map.Entry<String, Kind> entry : inside().entrySet()) {
                    digest.update((entry.getKey() + '\0' + entry.getValue() + executable.get(entry.getKey()) + '\0')
                            .getBytes(StandardCharsets.UTF_8));
                    digest.update(contents.getOrDefault(entry.getKey(), new byte[0]));
                }
                return Optional.of(new ContentId(HexFormat.of().formatHex(digest.digest())));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        private SortedMap<String, Kind> inside() {
            return kinds.subMap(id + "/", id + "0");
        }

        @Override
        public List<Entry> entries() {
            return inside().entrySet().stream()
                    .map(entry -> new Entry(entry.getKey().substring(id.value().length() + 1), entry.getValue()))
                    .toList();
        }

        @Override
        public Optional<byte[]> read(String path, int limit) {
            byte[] content = contents.get(id + "/" + path);
            if (content != null && content.length > limit) {
                throw new InvalidArgumentException(path + ": larger than " + limit);
            }
            return Optional.ofNullable(content);
        }

        @Override
        public Optional<FileFacts> facts(String path) {
            return Optional.ofNullable(contents.get(id + "/" + path))
                    .map(FileFacts::of)
                    .map(facts -> new FileFacts(
                            facts.size(), facts.digest(), Optional.ofNullable(executable.get(id + "/" + path))));
        }
    }
}
