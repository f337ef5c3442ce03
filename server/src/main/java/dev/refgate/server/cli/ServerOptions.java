package dev.refgate.server.cli;

import dev.refgate.client.RefgateClient;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The server whose live environments are tested. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class ServerOptions {
    private static final String VARIABLE = "REFGATE_SERVER";

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The server on which live tests are run (default: the variable REFGATE_SERVER).")
    private @Nullable String address;

    @Mixin
    private KeyOptions key;

    KeyOptions key() {
        return key;
    }

    /** Empty when none is named. */
    Optional<RefgateClient> find(Console console) throws IOException {
        Optional<String> named = Optional.ofNullable(address)
                .or(() -> Optional.ofNullable(console.variables().get(VARIABLE)).filter(value -> !value.isBlank()));
        return named.isEmpty() ? Optional.empty() : Optional.of(key.client(named.get(), console));
    }
}
