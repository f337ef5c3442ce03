package dev.refgate.internal.git;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;

/** The work trees of a repository, and which branches they have checked out: what {@code git worktree list} tells. */
final class GitDeploymentWorkTrees {
    private final GitFolders folders;

    GitDeploymentWorkTrees(GitFolders folders) {
        this.folders = folders;
    }

    /** A work tree that has the branch checked out. */
    Optional<Path> holding(String ref) throws IOException {
        Path common = folders.commonDir();
        if (names(common, ref) && !isBare()) {
            return Optional.of(common.endsWith(".git") && common.getParent() != null ? common.getParent() : common);
        }
        Path linked = common.resolve("worktrees");
        if (!Files.isDirectory(linked)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> each = Files.newDirectoryStream(linked)) {
            for (Path gitDir : each) {
                if (names(gitDir, ref)) {
                    return Optional.of(workTreeOf(gitDir));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean names(Path gitDir, String ref) throws IOException {
        Path head = gitDir.resolve(Constants.HEAD);
        if (Files.isSymbolicLink(head)) {
            return Files.readSymbolicLink(head).equals(Path.of(ref));
        }
        return Files.isRegularFile(head) && Files.readString(head).strip().equals("ref: " + ref);
    }

    private static Path workTreeOf(Path gitDir) throws IOException {
        Path file = gitDir.resolve("gitdir");
        if (!Files.isRegularFile(file)) {
            return gitDir;
        }
        Path dotGit = gitDir.resolve(Files.readString(file).strip()).normalize();
        return dotGit.getParent() == null ? dotGit : dotGit.getParent();
    }

    private boolean isBare() throws IOException {
        FileBasedConfig config =
                new FileBasedConfig(folders.commonDir().resolve("config").toFile(), FS.DETECTED);
        try {
            config.load();
        } catch (ConfigInvalidException e) {
            throw new IOException(e.getMessage(), e);
        }
        return config.getBoolean("core", "bare", false);
    }
}
