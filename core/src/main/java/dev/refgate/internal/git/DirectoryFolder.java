package dev.refgate.internal.git;

import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** One workflow's files on disk. */
final class DirectoryFolder implements WorkflowFolder {
    private static final String DOT_GIT = ".git";

    private final Path folder;
    private final WorkflowId id;

    DirectoryFolder(Path folder, WorkflowId id) {
        this.folder = folder;
        this.id = id;
    }

    @Override
    public WorkflowId id() {
        return id;
    }

    @Override
    public Optional<ContentId> contentId() {
        return Optional.empty();
    }

    @Override
    public List<Entry> entries() {
        Listing listing = new Listing();
        try {
            Files.walkFileTree(folder, listing);
        } catch (IOException e) {
            throw Disk.unreadable(folder, e);
        }
        listing.entries.sort(Comparator.comparing(Entry::path));
        return List.copyOf(listing.entries);
    }

    @Override
    public Optional<byte[]> read(String path, int limit) {
        return file(path).map(file -> Disk.read(file, displayPath(path), limit));
    }

    @Override
    public Optional<FileFacts> facts(String path) {
        return file(path).map(Disk::facts);
    }

    /** Only what {@link #entries()} lists: nothing that odd paths, links and nested repositories lead to. */
    private Optional<Path> file(String path) {
        if (path.contains("\\") || path.contains("\0")) {
            return Optional.empty();
        }
        Path file = folder.resolve(path);
        return Disk.isReadableFile(file) && Disk.isNamed(folder, file, path) && !isOfNestedRepository(file)
                ? Optional.of(file)
                : Optional.empty();
    }

    private boolean isOfNestedRepository(Path file) {
        Path below = folder.relativize(file);
        Path parent = folder;
        for (Path name : below) {
            if (name.endsWith(DOT_GIT) || (!parent.equals(folder) && isRepository(parent))) {
                return true;
            }
            parent = parent.resolve(name);
        }
        return false;
    }

    private static boolean isRepository(Path directory) {
        return Files.exists(directory.resolve(DOT_GIT), LinkOption.NOFOLLOW_LINKS);
    }

    /** Everything that Git would commit, and what it would not: a repository inside is one entry. */
    private final class Listing extends SimpleFileVisitor<Path> {
        private final List<Entry> entries = new ArrayList<>();

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (!directory.equals(folder) && isRepository(directory)) {
                return add(directory, Kind.SUBMODULE, FileVisitResult.SKIP_SUBTREE);
            }
            // The workflow's folder itself is a repository.
            return directory.endsWith(DOT_GIT)
                    ? add(directory, Kind.SUBMODULE, FileVisitResult.SKIP_SUBTREE)
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isSymbolicLink()) {
                return add(file, Kind.SYMLINK, FileVisitResult.CONTINUE);
            }
            if (!attributes.isRegularFile()) {
                return FileVisitResult.CONTINUE;
            }
            Kind kind = file.endsWith(DOT_GIT) ? Kind.SUBMODULE : Kind.FILE;
            return add(file, kind, FileVisitResult.CONTINUE);
        }

        private FileVisitResult add(Path path, Kind kind, FileVisitResult next) {
            CommitFolder.requireRoom(DirectoryFolder.this, entries.size());
            entries.add(new Entry(folder.relativize(path).toString().replace(File.separatorChar, '/'), kind));
            return next;
        }
    }
}
