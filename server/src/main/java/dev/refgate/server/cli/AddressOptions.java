package dev.refgate.server.cli;

import dev.refgate.run.AllowedAddresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the blocks of workflows may call. */
final class AddressOptions {
    @Option(
            names = "--allow-address",
            paramLabel = "ADDRESS",
            split = ",",
            description = "Let blocks call addresses beyond the public internet: loopback, private, an address, or a"
                    + " range such as 10.1.0.0/16; may be said several times. The variable " + AllowedAddresses.VARIABLE
                    + " adds to it.")
    private List<String> words = new ArrayList<>();

    /**
     * @param variables of the process
     */
    AllowedAddresses allowed(Map<String, String> variables) {
        return AllowedAddresses.parse(words, Optional.ofNullable(variables.get(AllowedAddresses.VARIABLE)));
    }
}
