package dev.refgate.internal.git;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.remote.Remote;
import dev.refgate.remote.RemoteCredentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnection;

/**
 * Opens the HTTP connections of one conversation. The token goes to the remote's own scheme, host and port, and nowhere
 * else; redirects are not followed, and named in the message instead.
 */
final class HttpAccess implements HttpConnectionFactory {
    /** GitHub, GitLab and Gitea take any name beside a token; this is what GitHub's own documents use. */
    private static final String ANY_USER = "x-access-token";

    private final Remote remote;
    private final URI address;
    private final Optional<String> authorization;
    private volatile Optional<String> redirectedTo = Optional.empty();
    private volatile int lastStatus;

    HttpAccess(Remote remote) {
        this.remote = remote;
        this.address = URI.create(remote.location().address());
        this.authorization = authorization();
    }

    private Optional<String> authorization() {
        RemoteCredentials credentials = remote.credentials();
        Optional<String> secret = credentials.token().or(() -> remote.location().password());
        if (secret.isEmpty() && credentials.helper()) {
            return CredentialHelper.ask(
                            address, remote.location().user(), remote.timeouts().connect())
                    .map(found -> basic(found.user(), found.password()));
        }
        return secret.map(token -> {
            requireConfidential(credentials);
            return basic(credentials.user().or(() -> remote.location().user()).orElse(ANY_USER), token);
        });
    }

    private void requireConfidential(RemoteCredentials credentials) {
        if (address.getScheme().equals("http") && !credentials.plainHttp() && !isThisMachine(address.getHost())) {
            throw new InvalidArgumentException("remote: " + remote.location().shown()
                    + " would get the token where others can read it (expected https://…; to allow it all the same, set"
                    + " REFGATE_REMOTE_PLAIN_HTTP=true)");
        }
    }

    private static boolean isThisMachine(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String basic(String user, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    /** Whether something was sent that says who asks. */
    boolean hasCredentials() {
        return authorization.isPresent();
    }

    /** Where the last answer wanted to send the caller. */
    Optional<String> redirectedTo() {
        return redirectedTo;
    }

    /** Of the last answer; 0 before the first. */
    int lastStatus() {
        return lastStatus;
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        return new Watched(url, Proxy.NO_PROXY);
    }

    @Override
    public HttpConnection create(URL url, Proxy proxy) throws IOException {
        return new Watched(url, proxy);
    }

    private boolean isOfTheRemote(URL url) {
        return url.getProtocol().equals(address.getScheme())
                && url.getHost().equalsIgnoreCase(address.getHost())
                && port(url.getPort(), url.getDefaultPort()) == port(address.getPort(), url.getDefaultPort());
    }

    private static int port(int given, int otherwise) {
        return given < 0 ? otherwise : given;
    }

    private final class Watched extends JDKHttpConnection {
        Watched(URL url, Proxy proxy) throws IOException {
            super(url, proxy);
            if (isOfTheRemote(url)) {
                authorization.ifPresent(value -> setRequestProperty("Authorization", value));
            }
        }

        @Override
        public void setConnectTimeout(int timeout) {
            super.setConnectTimeout((int) remote.timeouts().connect().toMillis());
        }

        @Override
        public int getResponseCode() throws IOException {
            lastStatus = super.getResponseCode();
            if (lastStatus >= 300 && lastStatus < 400) {
                redirectedTo = Optional.ofNullable(getHeaderField("Location"));
            }
            return lastStatus;
        }
    }
}
