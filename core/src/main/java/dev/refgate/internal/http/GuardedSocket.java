package dev.refgate.internal.http;

import dev.refgate.run.BlockException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;

/** Connects to nothing that the guard refuses, whoever asks it to. Knows no proxy, whatever the system's settings say. */
final class GuardedSocket extends Socket {
    private final AddressGuard guard;
    private final Connector connector;

    GuardedSocket(AddressGuard guard, Connector connector) {
        super(Proxy.NO_PROXY);
        this.guard = guard;
        this.connector = connector;
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        if (!(endpoint instanceof InetSocketAddress address) || address.isUnresolved()) {
            throw new BlockException("no address to connect to", false);
        }
        guard.check(address.getHostString(), address.getAddress());
        connector.connect(this, address, timeout);
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        connect(endpoint, 0);
    }

    void connectNow(InetSocketAddress address, int timeout) throws IOException {
        super.connect(address, timeout);
    }
}
