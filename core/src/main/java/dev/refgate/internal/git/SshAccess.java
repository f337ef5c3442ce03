package dev.refgate.internal.git;

import dev.refgate.error.RemoteException;
import dev.refgate.remote.Remote;
import dev.refgate.remote.RemoteCredentials;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.internal.transport.sshd.OpenSshServerKeyDatabase;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.sshd.KeyPasswordProvider;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Opens the SSH connections of one conversation: with keys alone, to hosts whose key is known already. No file of the
 * user's SSH configuration is read but the keys and the known hosts, and none is written.
 */
final class SshAccess {
    private static final Path HOSTS_OF_THE_SYSTEM = Path.of("/etc/ssh/ssh_known_hosts");

    private final RemoteCredentials credentials;
    private final Path home;
    private volatile Optional<UntrustedHost> untrusted = Optional.empty();

    SshAccess(Remote remote) {
        this.credentials = remote.credentials();
        this.home = Path.of(System.getProperty("user.home", "/"));
        credentials.sshKey().ifPresent(SshAccess::requireKey);
    }

    /**
     * A host whose key is not the one that was expected.
     *
     * @param known whether another key of the host is known
     * @param file where it should be
     */
    record UntrustedHost(String host, String keyType, boolean known, Path file) {}

    private static void requireKey(Path key) {
        if (!Files.isReadable(key)) {
            throw new RemoteException(
                    "REFGATE_SSH_KEY: " + key + " (expected a file with a private key that can be read)");
        }
    }

    /** The host that was refused, if that was why a connection failed. */
    Optional<UntrustedHost> untrusted() {
        return untrusted;
    }

    SshdSessionFactory sessions() {
        SshdSessionFactoryBuilder builder = new SshdSessionFactoryBuilder()
                .setHomeDirectory(home.toFile())
                .setSshDirectory(sshFolder().toFile())
                .setConfigFile(folder -> null)
                .setPreferredAuthentications("publickey")
                .setKeyPasswordProvider(any -> new Passphrase())
                .setServerKeyDatabase((any, folder) -> new KnownHosts());
        if (credentials.sshKey().isPresent()) {
            Path key = credentials.sshKey().get().toAbsolutePath();
            builder.setDefaultIdentities(folder -> List.of(key));
        } else {
            credentials.sshAgent().ifPresent(socket -> builder.setConnectorFactory(new SshAgent.Factory(socket)));
        }
        return builder.build(null);
    }

    private Path sshFolder() {
        return home.resolve(".ssh");
    }

    private List<Path> files() {
        return credentials
                .knownHosts()
                .map(file -> List.of(file.toAbsolutePath()))
                .orElseGet(() -> List.of(sshFolder().resolve("known_hosts"), HOSTS_OF_THE_SYSTEM));
    }

    /** Says no to every key that is not there, and asks nobody. */
    private final class KnownHosts implements ServerKeyDatabase {
        private final OpenSshServerKeyDatabase files = new OpenSshServerKeyDatabase(false, files());

        @Override
        public List<PublicKey> lookup(String address, InetSocketAddress remote, Configuration config) {
            return files.lookup(address, remote, new Strict(config));
        }

        @Override
        public boolean accept(
                String address,
                InetSocketAddress remote,
                PublicKey key,
                Configuration config,
                @Nullable CredentialsProvider provider) {
            Configuration strict = new Strict(config);
            if (files.accept(address, remote, key, strict, null)) {
                return true;
            }
            boolean known = !files.lookup(address, remote, strict).isEmpty();
            untrusted = Optional.of(new UntrustedHost(address, key.getAlgorithm(), known, files().get(0)));
            return false;
        }
    }

    private record Strict(ServerKeyDatabase.Configuration given) implements ServerKeyDatabase.Configuration {
        @Override
        public List<String> getUserKnownHostsFiles() {
            return List.of();
        }

        @Override
        public List<String> getGlobalKnownHostsFiles() {
            return List.of();
        }

        @Override
        public StrictHostKeyChecking getStrictHostKeyChecking() {
            return StrictHostKeyChecking.REQUIRE_MATCH;
        }

        @Override
        public boolean getHashKnownHosts() {
            return false;
        }

        @Override
        public String getUsername() {
            return given.getUsername();
        }
    }

    private final class Passphrase implements KeyPasswordProvider {
        private int attempts = 1;

        @Override
        public char @Nullable [] getPassphrase(URIish key, int attempt) {
            return attempt > 0
                    ? null
                    : credentials.sshPassphrase().map(String::toCharArray).orElse(null);
        }

        @Override
        public void setAttempts(int wanted) {
            attempts = Math.max(1, wanted);
        }

        @Override
        public int getAttempts() {
            return attempts;
        }

        @Override
        public boolean keyLoaded(URIish key, int attempt, @Nullable Exception failure) {
            return false;
        }
    }
}
