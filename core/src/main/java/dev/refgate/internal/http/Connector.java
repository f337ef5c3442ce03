package dev.refgate.internal.http;

import java.io.IOException;
import java.net.InetSocketAddress;

/** Connects a socket, and is the only way by which a byte leaves. */
@FunctionalInterface
interface Connector {
    /** What the operating system does. */
    Connector SYSTEM = GuardedSocket::connectNow;

    /**
     * @param timeout in milliseconds; 0 for none
     */
    void connect(GuardedSocket socket, InetSocketAddress address, int timeout) throws IOException;
}
