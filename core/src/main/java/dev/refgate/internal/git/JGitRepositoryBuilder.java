package dev.refgate.internal.git;

import dev.refgate.error.RepositoryException;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.RepositoryBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.revwalk.RevCommit;

/** Writes a new repository through a work tree, as {@code git} does. */
public final class JGitRepositoryBuilder implements RepositoryBuilder {
    private static final String BRANCH = "main";
    private static final String NAME = "Refgate demo";
    private static final String EMAIL = "demo@refgate.invalid";

    private final Path folder;
    private final Git git;

    /**
     * @param folder empty, or not there yet
     * @throws RepositoryException when a repository is there already, or nothing can be written
     */
    public JGitRepositoryBuilder(Path folder) {
        this.folder = folder;
        if (Files.exists(folder.resolve(".git"))) {
            throw new RepositoryException("repository: " + folder + " is there already (expected a new folder)");
        }
        IsolatedSystemReader.install();
        try {
            this.git = Git.init()
                    .setDirectory(folder.toFile())
                    .setInitialBranch(BRANCH)
                    .call();
        } catch (GitAPIException e) {
            throw failure(e);
        }
    }

    @Override
    public CommitId commit(Map<String, byte[]> files, Set<String> deletions, String message) {
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                write(file.getKey(), file.getValue());
                git.add().addFilepattern(file.getKey()).call();
            }
            for (String deletion : deletions) {
                git.rm().addFilepattern(deletion).call();
            }
            PersonIdent author = new PersonIdent(NAME, EMAIL);
            RevCommit commit = git.commit()
                    .setAuthor(author)
                    .setCommitter(author)
                    .setMessage(message)
                    .setSign(false)
                    .setNoVerify(true)
                    .call();
            return new CommitId(commit.name());
        } catch (IOException | GitAPIException e) {
            throw failure(e);
        }
    }

    private void write(String path, byte[] content) throws IOException {
        Path file = folder.resolve(path).normalize();
        if (!file.startsWith(folder.normalize())) {
            throw new IOException(path + " leads out of the folder");
        }
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    @Override
    public void pointBranch(String name, CommitId commit) {
        if (name.equals(BRANCH)) {
            throw new RepositoryException("branch: main is checked out (expected another one)");
        }
        try {
            RefUpdate update = git.getRepository().updateRef("refs/heads/" + name);
            update.setNewObjectId(ObjectId.fromString(commit.hex()));
            RefUpdate.Result result = update.forceUpdate();
            switch (result) {
                case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> {}
                default -> throw new RepositoryException("branch: " + name + " could not be moved: " + result);
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private RepositoryException failure(Exception e) {
        return new RepositoryException("repository: " + folder + " cannot be written: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        git.close();
    }
}
