package dev.refgate;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.NotFoundException;
import dev.refgate.internal.git.GitClone;
import dev.refgate.remote.RemoteLocation;
import dev.refgate.repository.CommitId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A repository of this machine that knows others by name. */
public final class LocalClone {
    private final GitClone git;

    private LocalClone(GitClone git) {
        this.git = git;
    }

    /**
     * @param path a work tree or a folder in it, or a bare repository
     * @throws dev.refgate.error.RepositoryException when there is no repository
     */
    public static LocalClone at(Path path) {
        return new LocalClone(GitClone.at(path));
    }

    /** Its files, unless it is bare. */
    public Optional<Path> workTree() {
        return git.workTree();
    }

    /** Where Refgate keeps mirrors of its remotes: in its Git folder, so that they go when it goes. */
    public Path mirrors() {
        return git.commonFolder().resolve("refgate").resolve("mirrors");
    }

    /**
     * The parents of the commit that is checked out, also where the clone is too shallow to have them. A forge checks out a
     * pull request as a merge; the first parent is then what it is merged into.
     */
    public List<CommitId> headParents() {
        return git.headParents();
    }

    /** The names of its remotes. */
    public List<String> remotes() {
        return git.remotes();
    }

    /**
     * The remote of this name.
     *
     * @throws NotFoundException when there is none
     * @throws InvalidArgumentException when it fetches from one place and pushes to another: the remote is to be the truth
     */
    public RemoteLocation remote(String name) {
        String url = git.url(name)
                .orElseThrow(() -> new NotFoundException("remote: " + name + " (expected "
                        + (remotes().isEmpty() ? "" : "one of: " + String.join(", ", remotes()) + ", or ")
                        + "a URL; git -C " + git.root() + " remote add " + name + " URL names one)"));
        if (git.pushUrl(name).filter(push -> !push.equals(url)).isPresent()) {
            throw new InvalidArgumentException(
                    "remote: " + name
                            + " has a pushurl that is not its url (expected one place that is read and moved: say --remote URL)");
        }
        return RemoteLocation.parse(url, git.root());
    }

    /** Whether the remote had this branch when it was last fetched. */
    public boolean tracks(String remote, String ref) {
        return git.tracks(remote, ref);
    }
}
