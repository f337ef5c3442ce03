package dev.refgate.internal.git;

import dev.refgate.error.RefgateException;
import dev.refgate.error.RemoteException;
import dev.refgate.remote.Remote;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;

/** One conversation with a remote: opens the transport that its address asks for, and explains what goes wrong. */
final class RemoteTalk {
    private final Remote remote;
    private final RemoteCall call;
    private Optional<HttpAccess> http = Optional.empty();
    private Optional<SshAccess> ssh = Optional.empty();

    RemoteTalk(Remote remote) {
        this.remote = remote;
        this.call = new RemoteCall(remote.timeouts().whole());
    }

    /** What is said to the remote. */
    @FunctionalInterface
    interface Words<T> {
        T say(Transport transport) throws IOException;
    }

    /**
     * @param doing what it is for, for messages, such as {@code fetch}
     * @throws RemoteException when the remote cannot be reached or does not go along
     */
    <T> T hold(Repository local, String doing, Words<T> words) {
        try {
            return call.run(() -> {
                try (Transport transport = open(local)) {
                    return words.say(transport);
                }
            });
        } catch (RefgateException | GitMirror.Damaged e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw explained(doing, e);
        }
    }

    /** Whether the server would not even look at what it was sent. */
    boolean wasTurnedAway() {
        return http.map(HttpAccess::lastStatus)
                .filter(status -> status >= 400 && status < 500)
                .isPresent();
    }

    private RemoteException explained(String doing, Exception e) {
        return new RemoteFailure(remote, doing, http, ssh).explain(e);
    }

    private Transport open(Repository local) throws IOException {
        Transport transport = switch (remote.location().kind()) {
            case FILE -> process(local);
            case HTTP -> http(local);
            case SSH -> ssh(local);
        };
        transport.setTimeout((int) remote.timeouts().idle().toSeconds());
        transport.setPushThin(true);
        return transport;
    }

    private Transport process(Repository local) throws TransportException {
        Path folder = remote.location().folder();
        if (!Files.isDirectory(folder)) {
            throw new RemoteException(
                    "remote: " + folder + " does not exist (expected the folder of a Git repository)");
        }
        return new ProcessTransport(
                local, new URIish().setScheme("file").setPath(folder.toString()), folder, call.aborts());
    }

    private Transport http(Repository local) throws IOException {
        HttpAccess access = new HttpAccess(remote);
        http = Optional.of(access);
        TransportHttp transport = (TransportHttp) Transport.open(local, uri());
        transport.setHttpConnectionFactory(access);
        transport.setCredentialsProvider(null);
        return transport;
    }

    private Transport ssh(Repository local) throws IOException {
        SshAccess access = new SshAccess(remote);
        ssh = Optional.of(access);
        SshTransport transport = (SshTransport) Transport.open(local, uri());
        transport.setSshSessionFactory(access.sessions());
        transport.setCredentialsProvider(null);
        return transport;
    }

    private URIish uri() throws NotSupportedException {
        try {
            return new URIish(remote.location().address());
        } catch (URISyntaxException e) {
            throw new NotSupportedException(e.getMessage(), e);
        }
    }
}
