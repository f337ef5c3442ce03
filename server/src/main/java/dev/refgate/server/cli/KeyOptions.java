package dev.refgate.server.cli;

import dev.refgate.Refgate;
import dev.refgate.client.ClientOptions;
import dev.refgate.client.RefgateClient;
import dev.refgate.error.InvalidArgumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The key for servers. It is in a file or a variable: arguments can be seen by others on the same machine. */
final class KeyOptions {
    private static final String VARIABLE = "REFGATE_API_KEY";

    @Option(
            names = "--api-key-file",
            paramLabel = "FILE",
            description =
                    "A file with the API key for the server in its first line (default: the variable REFGATE_API_KEY).")
    private @Nullable Path file;

    /** A client of a server, with the key. */
    RefgateClient client(String address, Console console) throws IOException {
        return Refgate.client(ClientOptions.of(address).withApiKey(key(console)));
    }

    /** The key, to send it, or to keep it out of what is shown. */
    Optional<String> key(Console console) throws IOException {
        if (file == null) {
            return Optional.ofNullable(console.variables().get(VARIABLE)).filter(key -> !key.isBlank());
        }
        try (var lines = Files.lines(file)) {
            Optional<String> key = lines.findFirst().map(String::strip).filter(line -> !line.isEmpty());
            return key.or(() -> {
                throw new InvalidArgumentException(
                        "--api-key-file: " + file + " has no key in its first line (expected one)");
            });
        } catch (NoSuchFileException e) {
            throw new InvalidArgumentException("--api-key-file: " + file + " (expected a file that exists)", e);
        }
    }
}
