package dev.refgate.internal.git;

import dev.refgate.error.RefgateException;
import dev.refgate.error.RepositoryException;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * Reads objects, each time with a reader of its own. While {@code git gc} moves objects about, a read can miss one
 * that is there; so a read that fails is tried once more, on the repository opened anew.
 */
final class ObjectAccess implements AutoCloseable {
    private final GitFolders folders;
    private final Repository repository;
    private final Runnable onDamage;

    /**
     * @throws RepositoryException when the repository cannot be opened
     */
    ObjectAccess(GitFolders folders) {
        this(folders, () -> {});
    }

    /**
     * @param onDamage is told when something that has to be there cannot be read
     * @throws RepositoryException when the repository cannot be opened
     */
    ObjectAccess(GitFolders folders, Runnable onDamage) {
        this.folders = folders;
        this.onDamage = onDamage;
        try {
            this.repository = open(folders);
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(folders.root(), e);
        }
    }

    /** Where the repository is, for messages: its work tree, or the bare repository. */
    String location() {
        return folders.root().toString();
    }

    /** A read of objects. It may be made twice. */
    @FunctionalInterface
    interface Read<T> {
        T from(Repository repository, RevWalk walk) throws IOException;
    }

    /** A read of objects that are known by their ids, so that no history is walked. It may be made twice. */
    @FunctionalInterface
    interface Lookup<T> {
        T in(ObjectReader reader) throws IOException;
    }

    /**
     * @throws dev.refgate.error.NotFoundException when a commit that the read begins with does not exist
     * @throws RepositoryException when the objects cannot be read
     */
    <T> T read(Read<T> read) {
        return reading(from -> {
            try (RevWalk walk = new RevWalk(from)) {
                walk.setRetainBody(false);
                return read.from(from, walk);
            }
        });
    }

    /**
     * @throws RepositoryException when the objects cannot be read
     */
    <T> T lookUp(Lookup<T> lookup) {
        return reading(from -> {
            try (ObjectReader reader = from.newObjectReader()) {
                return lookup.in(reader);
            }
        });
    }

    @FunctionalInterface
    private interface Reading<T> {
        T from(Repository repository) throws IOException;
    }

    private <T> T reading(Reading<T> reading) {
        try {
            return reading.from(repository);
        } catch (RefgateException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            return readAnew(reading);
        }
    }

    private <T> T readAnew(Reading<T> reading) {
        try (Repository anew = open(folders)) {
            return reading.from(anew);
        } catch (RefgateException e) {
            throw e;
        } catch (Commits.NoSuchCommit e) {
            throw e.believed();
        } catch (MissingObjectException e) {
            onDamage.run();
            throw new RepositoryException(
                    "repository: " + folders.root() + " lacks the object "
                            + e.getObjectId().name() + " (expected a complete repository; see: git -C " + folders.root()
                            + " fsck)",
                    e);
        } catch (IOException | RuntimeException e) {
            onDamage.run();
            throw damaged(folders.root(), e);
        }
    }

    /** The repository for a caller's own use, to be closed. */
    Repository openAnew() throws IOException {
        return open(folders);
    }

    private static Repository open(GitFolders folders) throws IOException {
        return new FileRepositoryBuilder()
                .setGitDir(folders.gitDir().toFile())
                .setGitCommonDir(folders.commonDir().toFile())
                .setBare()
                .setMustExist(true)
                .build();
    }

    static RepositoryException damaged(Path root, Exception cause) {
        String reason = cause instanceof IncorrectObjectTypeException || cause.getMessage() == null
                ? cause.toString()
                : cause.getMessage();
        return new RepositoryException(
                "repository: " + root + " cannot be read: " + reason + " (see: git -C " + root + " fsck)", cause);
    }

    @Override
    public void close() {
        repository.close();
    }
}
