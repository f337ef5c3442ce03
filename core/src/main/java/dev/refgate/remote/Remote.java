package dev.refgate.remote;

import java.util.Map;

/**
 * A remote repository, and how it is talked to.
 *
 * @param location where it is
 * @param credentials what opens it
 * @param timeouts how long it may take
 */
public record Remote(RemoteLocation location, RemoteCredentials credentials, RemoteTimeouts timeouts) {

    /** With the settings of {@code REFGATE_REMOTE_…} and {@code REFGATE_SSH_…}. */
    public static Remote of(RemoteLocation location, Map<String, String> variables) {
        return new Remote(
                location, RemoteCredentials.fromVariables(variables), RemoteTimeouts.fromVariables(variables));
    }
}
