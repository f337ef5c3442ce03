package dev.refgate.run;

import dev.refgate.error.InvalidArgumentException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Which addresses blocks may call beside those of the public internet.
 *
 * @param loopback whether this machine itself
 * @param privateNetworks whether private networks: 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, fc00::/7
 * @param ranges whatever else; the only way to an address at which a cloud hands out a machine's credentials
 */
public record AllowedAddresses(boolean loopback, boolean privateNetworks, List<AddressRange> ranges) {
    /** The public internet alone. */
    public static final AllowedAddresses PUBLIC = new AllowedAddresses(false, false, List.of());

    /** The variable of the process's environment that adds to what the command line allows; words by commas. */
    public static final String VARIABLE = "REFGATE_ALLOW_ADDRESS";

    private static final String LOOPBACK = "loopback";
    private static final String PRIVATE = "private";

    public AllowedAddresses {
        ranges = List.copyOf(ranges);
    }

    /**
     * Reads words: {@code loopback}, {@code private}, an address, or a range such as {@code 10.1.0.0/16}.
     *
     * @throws InvalidArgumentException when a word is none of these
     */
    public static AllowedAddresses parse(Collection<String> words) {
        boolean loopback = false;
        boolean privateNetworks = false;
        List<AddressRange> ranges = new ArrayList<>();
        for (String word : words) {
            switch (word) {
                case LOOPBACK -> loopback = true;
                case PRIVATE -> privateNetworks = true;
                default -> ranges.add(range(word));
            }
        }
        return new AllowedAddresses(loopback, privateNetworks, ranges);
    }

    /**
     * The same from the command line and the process's environment together.
     *
     * @param variable the value of {@link #VARIABLE}; empty when it is not set
     */
    public static AllowedAddresses parse(Collection<String> words, Optional<String> variable) {
        List<String> all = new ArrayList<>(words);
        for (String word : variable.orElse("").split(",", -1)) {
            if (!word.isBlank()) {
                all.add(word.strip());
            }
        }
        return parse(all);
    }

    /** Whether one of the ranges has the address. */
    public boolean names(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private static AddressRange range(String word) {
        try {
            return AddressRange.parse(word);
        } catch (InvalidArgumentException e) {
            throw new InvalidArgumentException(
                    "allowed address: " + word
                            + " (expected loopback, private, an address, or a range like 10.1.0.0/16)",
                    e);
        }
    }
}
