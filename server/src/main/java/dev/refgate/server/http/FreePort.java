package dev.refgate.server.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.OptionalInt;

/** Looks for a port that nobody listens on. */
public final class FreePort {
    private static final int HIGHEST = 65_535;
    private static final int TRIES = 100;

    private FreePort() {}

    /** The first port after {@code port} that is free on {@code host} now; empty when the next {@value #TRIES} are not. */
    public static OptionalInt after(String host, int port) {
        for (int candidate = port + 1; candidate <= Math.min(port + TRIES, HIGHEST); candidate++) {
            if (isFree(host, candidate)) {
                return OptionalInt.of(candidate);
            }
        }
        return OptionalInt.empty();
    }

    private static boolean isFree(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
