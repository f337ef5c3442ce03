package dev.refgate.maven;

import dev.refgate.LocalClone;
import dev.refgate.RepositoryPlace;
import dev.refgate.error.RepositoryException;
import dev.refgate.remote.RemoteLocation;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a repository is, as somebody wrote it for a project: relative paths are below the project's folder.
 *
 * @param base the project's folder, or where Maven was started without one
 * @param repository a path or a URL
 * @param remote the name of a remote, a path or a URL
 */
record Whereabouts(Path base, String repository, Optional<String> remote) {

    /**
     * The same for the engine. A remote that has an address needs no repository around the project.
     *
     * @param variables with what opens a remote
     */
    RepositoryPlace place(Map<String, String> variables) {
        if (RemoteLocation.isAddress(repository)) {
            return new RepositoryPlace(repository, remote, variables);
        }
        Path folder = base.resolve(repository);
        Optional<String> address = remote.filter(Whereabouts::isPlace).map(this::address);
        if (address.isPresent() && folder.equals(base) && !isRepository(folder)) {
            return new RepositoryPlace(address.get(), Optional.empty(), variables);
        }
        return new RepositoryPlace(folder.toString(), address.or(() -> remote), variables);
    }

    /** A name has no slash; what has one is a path or a URL. */
    private static boolean isPlace(String remote) {
        return remote.contains("/") || RemoteLocation.isAddress(remote);
    }

    private String address(String remote) {
        return RemoteLocation.isAddress(remote)
                ? remote
                : base.resolve(remote).toAbsolutePath().normalize().toUri().toString();
    }

    private static boolean isRepository(Path folder) {
        try {
            LocalClone.at(folder);
            return true;
        } catch (RepositoryException e) {
            return false;
        }
    }
}
