package dev.refgate.server.tls;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.server.watch.FileWatch;
import java.util.List;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server's TLS. When the files change, connections from then on get the new certificate; unusable files change nothing. */
public final class ServerTls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

    private final TlsFiles files;
    private final SslContextFactory.Server factory = new SslContextFactory.Server();
    private final FileWatch watch;

    /**
     * @throws InvalidArgumentException when the files cannot be used
     */
    public ServerTls(TlsFiles files) {
        this.files = files;
        factory.setKeyStore(files.read());
        factory.setKeyStorePassword("");
        factory.setKeyManagerPassword("");
        factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        factory.setRenegotiationAllowed(false);
        this.watch = new FileWatch(List.of(files.certificate(), files.key()), this::reload);
    }

    /** For the connectors. */
    public SslContextFactory.Server factory() {
        return factory;
    }

    private void reload() {
        try {
            var read = files.read();
            factory.reload(same -> same.setKeyStore(read));
            LOG.info("TLS: {} was read again", files.certificate());
        } catch (InvalidArgumentException e) {
            LOG.warn("TLS: the certificate of before stays: {}", e.getMessage());
        } catch (Exception e) {
            LOG.warn("TLS: the certificate of before stays", e);
        }
    }

    @Override
    public void close() {
        watch.close();
    }
}
