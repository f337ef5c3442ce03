package dev.refgate.server.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Map;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.shell.ProcessShellFactory;

/** Serves repositories over SSH on a loopback port, by git's own programs, to whoever has the one key. */
public final class GitSshServer implements AutoCloseable {
    private final SshServer server;
    private final Path key;
    private final Path knownHosts;

    private GitSshServer(SshServer server, Path key, Path knownHosts) {
        this.server = server;
        this.key = key;
        this.knownHosts = knownHosts;
    }

    /**
     * @param folder for the keys
     */
    public static GitSshServer start(Path folder) {
        try {
            KeyPair host = pair();
            KeyPair client = pair();
            SshServer server = SshServer.setUpDefaultServer();
            server.setHost("127.0.0.1");
            server.setPort(0);
            server.setKeyPairProvider(KeyPairProvider.wrap(host));
            server.setPublickeyAuthenticator(
                    (user, offered, session) -> KeyUtils.compareKeys(offered, client.getPublic()));
            server.setCommandFactory(
                    (channel, command) -> new ProcessShellFactory(command, "sh", "-c", command).createShell(channel));
            server.start();
            Path key = folder.resolve("ssh-key");
            try (OutputStream out = Files.newOutputStream(key)) {
                OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(client, "test", null, out);
            }
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            Path knownHosts = folder.resolve("known_hosts");
            Files.writeString(
                    knownHosts,
                    "[127.0.0.1]:" + server.getPort() + " " + PublicKeyEntry.toString(host.getPublic()) + "\n");
            return new GitSshServer(server, key, knownHosts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    public String url(Path repository) {
        return "ssh://git@127.0.0.1:" + server.getPort() + repository;
    }

    /** What a client has to be told: its key, and the server's. */
    public Map<String, String> variables() {
        return Map.of("REFGATE_SSH_KEY", key.toString(), "REFGATE_SSH_KNOWN_HOSTS", knownHosts.toString());
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
