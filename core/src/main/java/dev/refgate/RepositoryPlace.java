package dev.refgate;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.NotFoundException;
import dev.refgate.error.RepositoryException;
import dev.refgate.remote.Remote;
import dev.refgate.remote.RemoteLocation;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Which repository somebody means: the one of a folder, or a remote.
 *
 * @param repository a work tree, a bare repository, or the URL of a remote
 * @param remote the name of a remote of that repository, or a URL; empty for what the variable {@code REFGATE_REMOTE} says,
 *     else the repository itself
 * @param variables {@code REFGATE_REMOTE…}, {@code REFGATE_SSH…} and where this user's caches are
 */
public record RepositoryPlace(String repository, Optional<String> remote, Map<String, String> variables) {
    private static final String VARIABLE = "REFGATE_REMOTE";
    private static final String ORIGIN = "origin";

    public RepositoryPlace {
        variables = Map.copyOf(variables);
        if (remote.isPresent() && RemoteLocation.isAddress(repository)) {
            throw new InvalidArgumentException("--remote: " + remote.get()
                    + " (expected no --remote beside --repository URL, which is a remote itself)");
        }
    }

    /** Opens it; of a remote, the mirror is brought up to date. */
    public Refgate open(Refgate.Options options) {
        Optional<String> name = remoteName();
        if (name.isEmpty()) {
            return Refgate.open(Path.of(repository), options);
        }
        Optional<LocalClone> clone = localClone();
        Remote opened = Remote.of(location(name.get(), clone), variables);
        Path mirrors = clone.map(LocalClone::mirrors).orElseGet(() -> CacheDirectory.mirrors(variables));
        return Refgate.openRemote(
                opened, Refgate.mirrorIn(mirrors, opened), clone.flatMap(LocalClone::workTree), options);
    }

    /** The address of the remote, without what opens it; empty when it is no remote. */
    public Optional<String> remoteAddress() {
        return remoteName().map(name -> location(name, localClone()).shown());
    }

    /**
     * After a move of a clone's own branch: that branch, when the remote {@code origin} has one of this name, which did not
     * move.
     */
    public Optional<String> unmovedAtOrigin(Refgate refgate, String environment) {
        if (remoteName().isPresent()) {
            return Optional.empty();
        }
        String ref = refgate.policy()
                .policy()
                .environments()
                .named(environment)
                .ref()
                .fullName();
        return Optional.of(ref)
                .filter(each -> LocalClone.at(Path.of(repository)).tracks(ORIGIN, each));
    }

    private Optional<String> remoteName() {
        return remote.or(() -> Optional.of(repository).filter(RemoteLocation::isAddress))
                .or(() -> Optional.ofNullable(variables.get(VARIABLE)))
                .map(String::strip)
                .filter(name -> !name.isEmpty());
    }

    /** A name has no slash; what has one is a path or a URL. */
    private static RemoteLocation location(String name, Optional<LocalClone> clone) {
        if (name.contains("/") || RemoteLocation.isAddress(name)) {
            return RemoteLocation.parse(name, Path.of(""));
        }
        return clone.orElseThrow(() -> new NotFoundException("remote: " + name
                        + " is a name, and there is no repository here that could know it (expected a URL, or"
                        + " --repository PATH)"))
                .remote(name);
    }

    /** Of a URL there is none; where a command merely stands there need not be one. */
    private Optional<LocalClone> localClone() {
        if (RemoteLocation.isAddress(repository)) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalClone.at(Path.of(repository)));
        } catch (RepositoryException e) {
            if (repository.equals(".")) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
