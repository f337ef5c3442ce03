package dev.refgate.internal.git;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.BasePackFetchConnection;
import org.eclipse.jgit.transport.BasePackPushConnection;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.PackTransport;
import org.eclipse.jgit.transport.PushConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;

/**
 * A remote that is a folder of this machine, talked to through the git program as a server would: JGit's own way writes
 * into the folder itself and asks no hook. No shell is involved, and what hangs is ended with all that it started.
 */
final class ProcessTransport extends Transport implements PackTransport {
    private static final int LONGEST_COMPLAINT = 4096;
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Path folder;
    private final Aborts aborts;

    ProcessTransport(Repository local, URIish uri, Path folder, Aborts aborts) {
        super(local, uri);
        this.folder = folder;
        this.aborts = aborts;
    }

    @Override
    public FetchConnection openFetch() throws TransportException {
        return openFetch(List.of());
    }

    @Override
    public FetchConnection openFetch(Collection<RefSpec> specs, String... patterns) throws TransportException {
        return new Fetch(specs, patterns);
    }

    @Override
    public PushConnection openPush() throws TransportException {
        return new Push();
    }

    @Override
    public void close() {
        // Each connection has its own process.
    }

    private final class Fetch extends BasePackFetchConnection {
        private final Peer peer;

        Fetch(Collection<RefSpec> specs, String... patterns) throws TransportException {
            super(ProcessTransport.this);
            peer = new Peer("upload-pack");
            try {
                init(peer.output(), peer.input());
                if (!readAdvertisedRefs()) {
                    lsRefs(specs, patterns);
                }
            } catch (TransportException e) {
                close();
                throw peer.explained(e);
            }
        }

        @Override
        public void close() {
            super.close();
            peer.end();
        }
    }

    private final class Push extends BasePackPushConnection {
        private final Peer peer;

        Push() throws TransportException {
            super(ProcessTransport.this);
            peer = new Peer("receive-pack");
            try {
                init(peer.output(), peer.input());
                readAdvertisedRefs();
            } catch (TransportException e) {
                close();
                throw peer.explained(e);
            }
        }

        @Override
        public void close() {
            super.close();
            peer.end();
        }
    }

    /** The git program on the other side. */
    private final class Peer {
        private final Process process;
        private final StringBuffer complaints = new StringBuffer();
        private final Thread listener;

        Peer(String service) throws TransportException {
            // "." and not the folder's name, which could be taken for an option.
            ProcessBuilder builder = new ProcessBuilder("git", service, ".").directory(folder.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
            builder.environment().put("GIT_PROTOCOL", "version=2");
            try {
                process = builder.start();
            } catch (IOException e) {
                throw new TransportException(uri, "the program git cannot be started: " + e.getMessage(), e);
            }
            listener = new Thread(this::listen, "refgate-remote-complaints");
            listener.setDaemon(true);
            listener.start();
            aborts.add(this::kill);
        }

        InputStream output() {
            return process.getInputStream();
        }

        OutputStream input() {
            return process.getOutputStream();
        }

        private void listen() {
            byte[] buffer = new byte[512];
            try (InputStream errors = process.getErrorStream()) {
                for (int read = errors.read(buffer); read >= 0; read = errors.read(buffer)) {
                    if (complaints.length() < LONGEST_COMPLAINT) {
                        complaints.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
                    }
                }
            } catch (IOException e) {
                complaints.append(e.getMessage());
            }
        }

        TransportException explained(TransportException e) {
            String words = complaints.toString().strip();
            if (words.isEmpty()) {
                return e;
            }
            String all = e.getMessage() + ": " + words;
            return e instanceof NoRemoteRepositoryException
                    ? new NoRemoteRepositoryException(uri, all, e)
                    : new TransportException(uri, all, e);
        }

        /** Lets it finish what it does after the answer, such as a post-receive hook: briefly. */
        void end() {
            try {
                if (!process.waitFor(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.getInputStream().close();
                    process.getOutputStream().close();
                }
                listener.join(LAST_WORDS.toMillis());
            } catch (IOException e) {
                kill();
            } catch (InterruptedException e) {
                kill();
                Thread.currentThread().interrupt();
            }
        }

        private void kill() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
