package dev.refgate.internal.git;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.eclipse.jgit.transport.sshd.agent.AbstractConnector;
import org.eclipse.jgit.transport.sshd.agent.Connector;
import org.eclipse.jgit.transport.sshd.agent.ConnectorFactory;
import org.jspecify.annotations.Nullable;

/** Talks to an SSH agent over its socket. JGit's own connector needs a native library for that; Java does not any longer. */
final class SshAgent extends AbstractConnector {
    private static final int LENGTH_BYTES = 4;

    private final Path socket;
    private @Nullable SocketChannel channel;

    private SshAgent(Path socket) {
        this.socket = socket;
    }

    /** Gives connectors to one agent. */
    record Factory(Path socket) implements ConnectorFactory {
        @Override
        public Connector create(@Nullable String agent, File home) {
            return new SshAgent(socket);
        }

        @Override
        public boolean isSupported() {
            return Files.exists(socket);
        }

        @Override
        public String getName() {
            return "unix-socket";
        }

        @Override
        public Collection<ConnectorDescriptor> getSupportedConnectors() {
            return List.of(getDefaultConnector());
        }

        @Override
        public ConnectorDescriptor getDefaultConnector() {
            return new ConnectorDescriptor() {
                @Override
                public String getIdentityAgent() {
                    return "SSH_AUTH_SOCK";
                }

                @Override
                public String getDisplayName() {
                    return "SSH agent";
                }
            };
        }
    }

    @Override
    public boolean connect() throws IOException {
        if (channel != null) {
            return true;
        }
        if (!Files.exists(socket)) {
            return false;
        }
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        return true;
    }

    @Override
    public byte[] rpc(byte command, byte[] message) throws IOException {
        SocketChannel open = channel;
        if (open == null) {
            throw new IOException("the SSH agent is not connected");
        }
        prepareMessage(command, message);
        ByteBuffer question = ByteBuffer.wrap(message);
        while (question.hasRemaining()) {
            open.write(question);
        }
        int length = toLength(command, read(open, LENGTH_BYTES));
        return read(open, length);
    }

    private static byte[] read(SocketChannel open, int length) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(length);
        while (answer.hasRemaining()) {
            if (open.read(answer) < 0) {
                throw new EOFException("the SSH agent ended the connection");
            }
        }
        return answer.array();
    }

    @Override
    public void close() throws IOException {
        SocketChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }
}
