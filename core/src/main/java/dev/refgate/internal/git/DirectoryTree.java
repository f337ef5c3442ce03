package dev.refgate.internal.git;

import dev.refgate.error.RepositoryException;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a folder on disk, committed or not, ignored by Git or not. Links are seen, never followed. */
public final class DirectoryTree implements WorkflowTree {
    private final Path root;

    /**
     * @param root the folder with {@code refgate.yml}
     * @throws RepositoryException when there is no such folder
     */
    public DirectoryTree(Path root) {
        this.root = root.toAbsolutePath().normalize();
        if (!Files.isDirectory(root)) {
            throw new RepositoryException(
                    "folder: " + this.root + " (expected the folder that holds " + POLICY_FILE + ")");
        }
    }

    @Override
    public String label() {
        return root.toString();
    }

    @Override
    public Optional<byte[]> policyFile() {
        Path file = root.resolve(POLICY_FILE);
        return Disk.isFile(file) ? Optional.of(Disk.read(file, POLICY_FILE, Blobs.POLICY_LIMIT)) : Optional.empty();
    }

    @Override
    public List<String> folderNames() {
        Path workflows = root.resolve(WORKFLOWS_FOLDER);
        if (!Disk.isFolder(workflows)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(workflows)) {
            return children.filter(Disk::isFolder)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Disk.unreadable(workflows, e);
        }
    }

    @Override
    public SortedMap<WorkflowId, Optional<ContentId>> contentIds() {
        SortedMap<WorkflowId, Optional<ContentId>> contents = new TreeMap<>();
        for (String name : folderNames()) {
            if (WorkflowId.isValid(name)) {
                contents.put(new WorkflowId(name), Optional.empty());
            }
        }
        return contents;
    }

    @Override
    public Optional<WorkflowFolder> folder(WorkflowId id) {
        Path workflows = root.resolve(WORKFLOWS_FOLDER);
        Path folder = workflows.resolve(id.value());
        return Disk.isFolder(workflows) && Disk.isFolder(folder) && Disk.isNamed(workflows, folder, id.value())
                ? Optional.of(new DirectoryFolder(folder, id))
                : Optional.empty();
    }
}
