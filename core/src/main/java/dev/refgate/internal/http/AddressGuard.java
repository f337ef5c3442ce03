package dev.refgate.internal.http;

import dev.refgate.run.AddressRange;
import dev.refgate.run.AllowedAddresses;
import dev.refgate.run.BlockException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Decides which addresses may be connected to: those of the public internet, and what the settings add. Works on addresses
 * alone, so no spelling of a name gets around it. Ranges are those of IANA's special-purpose registries.
 */
final class AddressGuard {
    private static final List<AddressRange> LOOPBACK = ranges("127.0.0.0/8", "::1/128");

    private static final List<AddressRange> PRIVATE =
            ranges("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7");

    /** Where clouds hand out a machine's credentials; most are in a refused range anyway, some are not. */
    private static final List<AddressRange> METADATA = ranges(
            "169.254.169.254", "169.254.170.2", "fd00:ec2::254", "100.100.100.200", "192.0.0.192", "168.63.129.16");

    private static final List<AddressRange> SPECIAL = ranges(
            "0.0.0.0/8",
            "100.64.0.0/10",
            "169.254.0.0/16",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "2001::/23",
            "2001:db8::/32",
            "3fff::/20");

    private static final AddressRange IPV6_INTERNET = AddressRange.parse("2000::/3");
    private static final AddressRange NAT64 = AddressRange.parse("64:ff9b::/96");
    private static final AddressRange SIX_TO_FOUR = AddressRange.parse("2002::/16");
    private static final int IPV6_BYTES = 16;
    private static final int IPV4_BYTES = 4;

    private final AllowedAddresses allowed;

    AddressGuard(AllowedAddresses allowed) {
        this.allowed = allowed;
    }

    /**
     * Returns when the address may be connected to.
     *
     * @param host the name that led to it, for the message
     * @throws BlockException when it may not; no other attempt will do better
     */
    void check(String host, InetAddress address) {
        InetAddress plain = withoutMapping(address);
        if (!isAllowed(plain)) {
            String shown = plain.getHostAddress();
            throw new BlockException(
                    "the address " + shown + (host.equals(shown) ? "" : " of " + host) + " is refused: it is "
                            + described(plain) + " (a server calls it only when it was started with --allow-address "
                            + advice(plain, shown) + ")",
                    false);
        }
    }

    private boolean isAllowed(InetAddress address) {
        if (allowed.names(address)) {
            return true;
        }
        if (contains(METADATA, address)) {
            return false;
        }
        return contains(LOOPBACK, address)
                ? allowed.loopback()
                : contains(PRIVATE, address) ? allowed.privateNetworks() : isPublic(address);
    }

    private static boolean isPublic(InetAddress address) {
        if (contains(SPECIAL, address) || contains(PRIVATE, address) || contains(LOOPBACK, address)) {
            return false;
        }
        if (address.getAddress().length == IPV4_BYTES) {
            return true;
        }
        Optional<InetAddress> inside = inside(address);
        return inside.isPresent() ? isPublicIpv4(inside.get()) : IPV6_INTERNET.contains(address);
    }

    private static boolean isPublicIpv4(InetAddress address) {
        return !contains(METADATA, address) && isPublic(address);
    }

    /** The IPv4 address that a gateway makes of this IPv6 address, where there are such gateways. */
    private static Optional<InetAddress> inside(InetAddress address) {
        if (NAT64.contains(address)) {
            return Optional.of(ipv4(address, IPV6_BYTES - IPV4_BYTES));
        }
        return SIX_TO_FOUR.contains(address) ? Optional.of(ipv4(address, 2)) : Optional.empty();
    }

    /** {@code ::ffff:127.0.0.1} is 127.0.0.1 to every operating system. Java knows too, unless one goes out of one's way. */
    private static InetAddress withoutMapping(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean mapped = bytes.length == IPV6_BYTES
                && Arrays.equals(bytes, 0, 10, new byte[10], 0, 10)
                && bytes[10] == -1
                && bytes[11] == -1;
        return mapped ? ipv4(address, IPV6_BYTES - IPV4_BYTES) : address;
    }

    private static InetAddress ipv4(InetAddress address, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), from, from + IPV4_BYTES));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static String described(InetAddress address) {
        if (contains(METADATA, address)) {
            return "one where a cloud hands out credentials";
        }
        if (contains(LOOPBACK, address)) {
            return "this machine itself";
        }
        return contains(PRIVATE, address) ? "in a private network" : "not on the public internet";
    }

    private static String advice(InetAddress address, String shown) {
        if (contains(METADATA, address)) {
            return shown;
        }
        if (contains(LOOPBACK, address)) {
            return "loopback";
        }
        return contains(PRIVATE, address) ? "private" : shown;
    }

    private static boolean contains(List<AddressRange> ranges, InetAddress address) {
        for (AddressRange range : ranges) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static List<AddressRange> ranges(String... texts) {
        return Arrays.stream(texts).map(AddressRange::parse).toList();
    }
}
