package dev.refgate.run;

import dev.refgate.error.InvalidArgumentException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A range of IP addresses, such as {@code 10.0.0.0/8} or {@code fd00::/8}.
 *
 * @param network its first address, of 4 or 16 bytes
 * @param prefix how many leading bits its addresses share
 */
public record AddressRange(InetAddress network, int prefix) {
    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:]*(\\.?\\d{1,3}){0,4}");

    public AddressRange {
        int bits = network.getAddress().length * Byte.SIZE;
        if (prefix < 0 || prefix > bits) {
            throw new InvalidArgumentException("address range: " + network.getHostAddress() + "/" + prefix
                    + " (expected 0 to " + bits + " after the slash)");
        }
        if (!firstBits(network, prefix).shiftLeft(bits - prefix).equals(number(network))) {
            throw new InvalidArgumentException("address range: " + network.getHostAddress() + "/" + prefix
                    + " (expected the range's first address before the slash)");
        }
    }

    /**
     * Reads {@code 10.0.0.0/8}, or a single address.
     *
     * @throws InvalidArgumentException when it is neither
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        InetAddress network = literal(slash < 0 ? text : text.substring(0, slash), text);
        if (slash < 0) {
            return new AddressRange(network, network.getAddress().length * Byte.SIZE);
        }
        String prefix = text.substring(slash + 1);
        if (!prefix.matches("[0-9]{1,3}")) {
            throw unreadable(text);
        }
        return new AddressRange(network, Integer.parseInt(prefix));
    }

    /** Whether an address is in it; one of the other family never is. */
    public boolean contains(InetAddress address) {
        return address.getAddress().length == network.getAddress().length
                && firstBits(address, prefix).equals(firstBits(network, prefix));
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefix;
    }

    /** Only what is an address as it stands gets as far as Java's own reading: nothing here may ask a name server. */
    private static InetAddress literal(String address, String text) {
        if (!IPV4.matcher(address).matches() && !IPV6.matcher(address).matches()) {
            throw unreadable(text);
        }
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw unreadable(text);
        }
    }

    private static InvalidArgumentException unreadable(String text) {
        return new InvalidArgumentException(
                "address range: " + text + " (expected one like 10.1.0.0/16, fd00::/8 or 192.168.1.20)");
    }

    private static BigInteger firstBits(InetAddress address, int count) {
        return number(address).shiftRight(address.getAddress().length * Byte.SIZE - count);
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }
}
