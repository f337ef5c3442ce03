package dev.refgate.remote;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What opens a remote. Never written anywhere, and never shown.
 *
 * @param user the user name for HTTP; without it one that GitHub, GitLab and Gitea take beside a token
 * @param token the token or password for HTTP
 * @param helper whether {@code git credential fill} of this machine is asked for what is missing
 * @param plainHttp whether a token may go over {@code http://} to another machine, where others can read it
 * @param sshKey the private key for SSH; without it an agent's and those of {@code ~/.ssh}
 * @param sshPassphrase what the key is encrypted with
 * @param sshAgent the socket of an agent
 * @param knownHosts the keys of hosts that are trusted; without it {@code ~/.ssh/known_hosts}
 */
public record RemoteCredentials(
        Optional<String> user,
        Optional<String> token,
        boolean helper,
        boolean plainHttp,
        Optional<Path> sshKey,
        Optional<String> sshPassphrase,
        Optional<Path> sshAgent,
        Optional<Path> knownHosts) {

    /** None but what the machine has for SSH. */
    public static RemoteCredentials none() {
        return fromVariables(Map.of());
    }

    /** From {@code REFGATE_REMOTE_…} and {@code REFGATE_SSH_…}; one that is blank counts as not set. */
    public static RemoteCredentials fromVariables(Map<String, String> variables) {
        Variables read = new Variables(variables);
        return new RemoteCredentials(
                read.text("REFGATE_REMOTE_USER"),
                read.text("REFGATE_REMOTE_TOKEN"),
                read.truth("REFGATE_REMOTE_CREDENTIAL_HELPER"),
                read.truth("REFGATE_REMOTE_PLAIN_HTTP"),
                read.path("REFGATE_SSH_KEY"),
                read.text("REFGATE_SSH_PASSPHRASE"),
                read.path("SSH_AUTH_SOCK"),
                read.path("REFGATE_SSH_KNOWN_HOSTS"));
    }

    /** The same with a token. */
    public RemoteCredentials withToken(String secret) {
        return new RemoteCredentials(
                user, Optional.of(secret), helper, plainHttp, sshKey, sshPassphrase, sshAgent, knownHosts);
    }

    @Override
    public String toString() {
        return "RemoteCredentials[" + (token.isPresent() ? "token ***" : "no token") + "]";
    }
}
