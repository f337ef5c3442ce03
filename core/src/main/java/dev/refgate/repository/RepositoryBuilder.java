package dev.refgate.repository;

import java.util.Map;
import java.util.Set;

/**
 * Writes a new repository, commit by commit, on the branch {@code main}: for demos, examples and tests. Its files are checked
 * out, so that people can look at them. Not safe for use by several threads.
 */
public interface RepositoryBuilder extends AutoCloseable {

    /**
     * One more commit on {@code main}.
     *
     * @param files contents by path, with {@code /}; those that are there already are replaced
     * @param deletions paths that are no longer there
     * @param message the commit's
     */
    CommitId commit(Map<String, byte[]> files, Set<String> deletions, String message);

    /**
     * Makes a branch point to a commit, whatever it pointed to before.
     *
     * @param name the branch's short name, such as {@code env/production}; not {@code main}, which is checked out
     */
    void pointBranch(String name, CommitId commit);

    @Override
    void close();
}
