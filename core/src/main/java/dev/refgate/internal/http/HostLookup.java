package dev.refgate.internal.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Asks for the addresses of a name; an address as it stands is its own. */
@FunctionalInterface
interface HostLookup {
    InetAddress[] lookup(String host) throws UnknownHostException;
}
