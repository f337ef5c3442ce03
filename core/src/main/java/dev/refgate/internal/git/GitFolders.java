package dev.refgate.internal.git;

import dev.refgate.error.RepositoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the parts of a repository are.
 *
 * @param root what people call the repository: the work tree, or the bare repository
 * @param gitDir HEAD and what else belongs to one work tree alone
 * @param commonDir objects, refs and configuration; differs from {@code gitDir} in a linked work tree
 */
record GitFolders(Path root, Path gitDir, Path commonDir) {
    private static final String DOT_GIT = ".git";
    private static final String LINK_PREFIX = "gitdir:";

    /**
     * Looks at {@code start} and then upwards, as git does.
     *
     * @throws RepositoryException when there is no repository
     */
    static GitFolders find(Path start) {
        Path path = start.toAbsolutePath().normalize();
        if (!Files.exists(path)) {
            throw new RepositoryException("repository: " + path
                    + " does not exist (expected a Git repository; git init " + path + " makes a new one)");
        }
        try {
            return search(path);
        } catch (IOException e) {
            throw new RepositoryException(
                    "repository: " + path + " cannot be read: " + e + " (check the permissions of its files)", e);
        }
    }

    private static GitFolders search(Path start) throws IOException {
        Path folder = start;
        if (Files.isRegularFile(start)) {
            if (!start.endsWith(DOT_GIT)) {
                throw new RepositoryException(
                        "repository: " + start + " is a file (expected the folder of a Git repository)");
            }
            folder = parentOf(start);
        }
        for (Path candidate = folder; candidate != null; candidate = candidate.getParent()) {
            Path dotGit = candidate.resolve(DOT_GIT);
            if (Files.isRegularFile(dotGit)) {
                return of(candidate, linked(dotGit));
            }
            if (isGitDir(dotGit)) {
                return of(candidate, dotGit);
            }
            if (isGitDir(candidate)) {
                return of(candidate.endsWith(DOT_GIT) ? parentOf(candidate) : candidate, candidate);
            }
        }
        throw new RepositoryException("repository: " + start + " is not in a Git repository (expected a work tree, its "
                + ".git, or a bare repository; git init " + start + " makes a new one)");
    }

    private static GitFolders of(Path root, Path gitDir) throws IOException {
        return new GitFolders(root, gitDir, commonDirOf(gitDir));
    }

    /** What a {@code .git} file names, as linked work trees and submodules have it. */
    private static Path linked(Path dotGit) throws IOException {
        String text = Files.readString(dotGit).strip();
        if (!text.startsWith(LINK_PREFIX)) {
            throw new RepositoryException(
                    "repository: " + dotGit + " is no link to a repository (expected: " + LINK_PREFIX + " PATH)");
        }
        Path gitDir = parentOf(dotGit)
                .resolve(text.substring(LINK_PREFIX.length()).strip())
                .normalize();
        if (!isGitDir(gitDir)) {
            throw new RepositoryException("repository: " + dotGit + " names " + gitDir
                    + ", where no repository is (if it "
                    + "was moved, run this in the main work tree: git worktree repair " + parentOf(dotGit) + ")");
        }
        return gitDir;
    }

    private static boolean isGitDir(Path path) throws IOException {
        Path head = path.resolve("HEAD");
        if (!Files.isRegularFile(head) && !Files.isSymbolicLink(head)) {
            return false;
        }
        Path common = commonDirOf(path);
        return Files.isDirectory(common.resolve("objects")) && Files.isDirectory(common.resolve("refs"));
    }

    private static Path commonDirOf(Path gitDir) throws IOException {
        Path file = gitDir.resolve("commondir");
        return Files.isRegularFile(file)
                ? gitDir.resolve(Files.readString(file).strip()).normalize()
                : gitDir;
    }

    private static Path parentOf(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }
}
