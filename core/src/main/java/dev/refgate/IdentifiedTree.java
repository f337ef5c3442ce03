package dev.refgate;

import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowTree;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Files on disk whose contents have ids, so that they are compiled as those of a commit are. The ids are no tree's in Git,
 * and mean something for as long as nobody writes the files.
 */
final class IdentifiedTree implements WorkflowTree {
    private final WorkflowTree files;

    IdentifiedTree(WorkflowTree files) {
        this.files = files;
    }

    @Override
    public String label() {
        return files.label();
    }

    @Override
    public Optional<byte[]> policyFile() {
        return files.policyFile();
    }

    @Override
    public List<String> folderNames() {
        return files.folderNames();
    }

    @Override
    public Optional<WorkflowFolder> folder(WorkflowId id) {
        return files.folder(id).map(folder -> new Identified(folder, Optional.of(contentOf(folder))));
    }

    private static ContentId contentOf(WorkflowFolder folder) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            for (WorkflowFolder.Entry entry : folder.entries()) {
                String facts = folder.facts(entry.path())
                        .map(WorkflowFolder.FileFacts::digest)
                        .orElse(entry.kind().name());
                digest.update((entry.path() + "\0" + facts + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return new ContentId(HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    private record Identified(WorkflowFolder folder, Optional<ContentId> contentId) implements WorkflowFolder {
        @Override
        public WorkflowId id() {
            return folder.id();
        }

        @Override
        public List<Entry> entries() {
            return folder.entries();
        }

        @Override
        public Optional<byte[]> read(String path, int limit) {
            return folder.read(path, limit);
        }

        @Override
        public Optional<FileFacts> facts(String path) {
            return folder.facts(path);
        }

        @Override
        public String displayPath(String path) {
            return folder.displayPath(path);
        }
    }
}
