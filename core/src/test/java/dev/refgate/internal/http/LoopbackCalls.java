package dev.refgate.internal.http;

import dev.refgate.run.AllowedAddresses;
import dev.refgate.run.HttpCalls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * The real client with the real guard, behind which nothing can leave this machine even if the guard were wrong: names are
 * looked up in a table, and a connection to anywhere but loopback is noted and not made.
 */
public final class LoopbackCalls {
    private final List<InetSocketAddress> connected = new CopyOnWriteArrayList<>();
    private final List<String> lookedUp = new CopyOnWriteArrayList<>();
    private final Map<String, List<String>> names;
    private final HttpCalls calls;

    LoopbackCalls(Map<String, List<String>> names, Supplier<SSLContext> trust, String... allowed) {
        this.names = names;
        this.calls = new GuardedHttpCalls(
                AllowedAddresses.parse(Arrays.asList(allowed)), this::lookup, this::connect, trust);
    }

    LoopbackCalls(Map<String, List<String>> names, String... allowed) {
        this(
                names,
                () -> {
                    throw new AssertionError("nobody expected TLS");
                },
                allowed);
    }

    /** Calls that may reach loopback. */
    public static HttpCalls allowed() {
        return new LoopbackCalls(Map.of(), "loopback").calls();
    }

    /** Calls as they are without any setting. */
    public static HttpCalls guarded() {
        return new LoopbackCalls(Map.of()).calls();
    }

    HttpCalls calls() {
        return calls;
    }

    /** What would have been, or was, connected to. */
    List<InetSocketAddress> connected() {
        return connected;
    }

    List<String> lookedUp() {
        return lookedUp;
    }

    private InetAddress[] lookup(String host) throws UnknownHostException {
        lookedUp.add(host);
        List<String> addresses = names.get(host);
        if (addresses == null) {
            boolean literal = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
            if (!literal) {
                throw new UnknownHostException(host);
            }
            return new InetAddress[] {InetAddress.getByName(host)};
        }
        InetAddress[] found = new InetAddress[addresses.size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = InetAddress.getByAddress(
                    host, InetAddress.getByName(addresses.get(i)).getAddress());
        }
        return found;
    }

    private void connect(GuardedSocket socket, InetSocketAddress address, int timeout) throws java.io.IOException {
        connected.add(address);
        if (!address.getAddress().isLoopbackAddress()) {
            throw new java.net.ConnectException("not made: " + address);
        }
        Connector.SYSTEM.connect(socket, address, timeout);
    }
}
