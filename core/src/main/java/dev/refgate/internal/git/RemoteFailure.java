package dev.refgate.internal.git;

import dev.refgate.error.RemoteException;
import dev.refgate.remote.Remote;
import dev.refgate.remote.RemoteLocation;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;

/** Turns what went wrong between here and a remote into words that say what to do. */
final class RemoteFailure {
    private final Remote remote;
    private final String doing;
    private final Optional<HttpAccess> http;
    private final Optional<SshAccess> ssh;

    RemoteFailure(Remote remote, String doing, Optional<HttpAccess> http, Optional<SshAccess> ssh) {
        this.remote = remote;
        this.doing = doing;
        this.http = http;
        this.ssh = ssh;
    }

    RemoteException explain(Exception e) {
        String reason = host(e).or(() -> status())
                .or(() -> time(e))
                .or(() -> connection(e))
                .or(() -> authentication(e))
                .or(() -> repository(e))
                .orElseGet(() -> words(e));
        return new RemoteException("remote: " + remote.location().shown() + ": " + doing + ": " + reason, e);
    }

    private Optional<String> host(Exception e) {
        return ssh.flatMap(SshAccess::untrusted).map(this::untrusted);
    }

    private String untrusted(SshAccess.UntrustedHost host) {
        String plain = remote.location().host().orElse(host.host());
        if (host.known()) {
            return "the host's " + host.keyType() + " key is not the one in " + host.file()
                    + ": somebody may be in between, or the host has a new key (ask its operator; then remove the old"
                    + " one with: ssh-keygen -R '" + host.host() + "' -f " + host.file() + ")";
        }
        return "the host's key is not in " + host.file() + " (compare the output of ssh-keyscan" + port(host.host())
                + " " + plain + " with what its operator says, then add it: ssh-keyscan" + port(host.host()) + " "
                + plain
                + " >> " + host.file() + "; or name another file in REFGATE_SSH_KNOWN_HOSTS)";
    }

    private static String port(String address) {
        int colon = address.lastIndexOf("]:");
        return colon < 0 ? "" : " -p " + address.substring(colon + 2);
    }

    private Optional<String> status() {
        if (http.isEmpty()) {
            return Optional.empty();
        }
        boolean known = http.get().hasCredentials();
        return switch (http.get().lastStatus()) {
            case 401 ->
                Optional.of(
                        known
                                ? "the credentials were not accepted (401; check the token in REFGATE_REMOTE_TOKEN: that it is"
                                        + " whole, not expired, and may write to this repository)"
                                : "needs credentials (401; set REFGATE_REMOTE_TOKEN to a token that may read and write this"
                                        + " repository)");
            case 403 ->
                Optional.of("the credentials do not allow it (403; the token needs the right to read and write the"
                        + " repository's contents)");
            case 404 ->
                Optional.of("no such repository (404; check the address"
                        + (known
                                ? ", and that the token may see it)"
                                : ", or set REFGATE_REMOTE_TOKEN: hosts hide private" + " repositories like this)"));
            case 301, 302, 303, 307, 308 ->
                Optional.of(
                        "is somewhere else now"
                                + http.get()
                                        .redirectedTo()
                                        .map(place -> ": " + RemoteWords.line(place, 200))
                                        .orElse("")
                                + " (redirects are not followed, since a token must not reach another host: set the remote's URL to that)");
            default -> Optional.empty();
        };
    }

    private Optional<String> time(Exception e) {
        if (has(e, RemoteCall.TooLate.class)) {
            return Optional.of("not done after " + remote.timeouts().whole().toSeconds()
                    + " s (it may hang; REFGATE_REMOTE_TIMEOUT sets how long to wait, such as 10m)");
        }
        if (has(e, SocketTimeoutException.class)
                || has(e, InterruptedIOException.class)
                || text(e).contains("timed out")) {
            return Optional.of("no answer for " + remote.timeouts().idle().toSeconds()
                    + " s, or no connection within "
                    + remote.timeouts().connect().toSeconds()
                    + " s (it hangs or is not reachable; REFGATE_REMOTE_IDLE_TIMEOUT and REFGATE_REMOTE_CONNECT_TIMEOUT"
                    + " set how long to wait)");
        }
        return Optional.empty();
    }

    private Optional<String> connection(Exception e) {
        if (has(e, UnknownHostException.class) || text(e).contains("UnresolvedAddress")) {
            return Optional.of("the host is not known (check the address, and the network)");
        }
        if (has(e, ConnectException.class) || has(e, NoRouteToHostException.class)) {
            return Optional.of("the connection was refused (check the address and the port, and that the server runs)");
        }
        if (has(e, SSLException.class)) {
            return Optional.of("no secure connection: " + RemoteWords.of(cause(e, SSLException.class), secrets())
                    + " (its certificate must be trusted by this Java: see javax.net.ssl.trustStore)");
        }
        return Optional.empty();
    }

    private Optional<String> authentication(Exception e) {
        if (ssh.isPresent()
                && (text(e).contains("Cannot log in") || text(e).contains("No more authentication methods"))) {
            return Optional.of("none of the keys was accepted ("
                    + remote.credentials()
                            .sshKey()
                            .map(key -> "REFGATE_SSH_KEY is " + key
                                    + ", and REFGATE_SSH_PASSPHRASE what it is encrypted with, if it is")
                            .orElse("set REFGATE_SSH_KEY to a private key, or load one into the agent")
                    + "; the host must have its public half, with the right to write)");
        }
        return Optional.empty();
    }

    private Optional<String> repository(Exception e) {
        if (remote.location().kind() == RemoteLocation.Kind.FILE && text(e).contains("git cannot be started")) {
            return Optional.of(
                    "the program git is not there (it is needed for remotes that are folders, so that their hooks"
                            + " are asked; install git, or use --repository without --remote)");
        }
        if (has(e, NoRemoteRepositoryException.class)) {
            return Optional.of("no such repository, or not for these credentials (" + words(e) + ")");
        }
        return Optional.empty();
    }

    /** Without the address, which is said already, and which JGit puts before each of its messages. */
    private String words(Exception e) {
        String address = remote.location().shown();
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return RemoteWords.of(message.replace("file://" + address + ": ", "").replace(address + ": ", ""), secrets());
    }

    private List<String> secrets() {
        return RemoteWords.secrets(remote);
    }

    private static String text(Throwable e) {
        StringBuilder all = new StringBuilder();
        for (Throwable each = e; each != null; each = each.getCause()) {
            all.append(each).append('\n');
        }
        return all.toString();
    }

    private static boolean has(Throwable e, Class<? extends Throwable> type) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return true;
            }
        }
        return false;
    }

    private static Throwable cause(Throwable e, Class<? extends Throwable> type) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return each;
            }
        }
        return e;
    }
}
