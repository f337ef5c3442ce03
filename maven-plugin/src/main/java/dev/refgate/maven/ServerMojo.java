package dev.refgate.maven;

import dev.refgate.Refgate;
import dev.refgate.client.ClientOptions;
import dev.refgate.client.RefgateClient;
import dev.refgate.error.InvalidArgumentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What goals have that talk to a server of Refgate. */
abstract class ServerMojo extends RefgateMojo {

    /** The address of a server of Refgate. The variable REFGATE_SERVER counts where this is not said. */
    @Parameter(property = "refgate.server")
    private @Nullable String server;

    /** The id of a server entry in settings.xml whose password is the API key for the server. Maven decrypts it. */
    @Parameter(property = "refgate.apiKeyId")
    private @Nullable String apiKeyId;

    /** A file with the API key for the server in its first line. The variable REFGATE_API_KEY counts without either. */
    @Parameter(property = "refgate.apiKeyFile")
    private @Nullable String apiKeyFile;

    /** The server; empty when none is named. */
    final Optional<RefgateClient> server() {
        return Optional.ofNullable(server)
                .or(() -> variable("REFGATE_SERVER"))
                .map(address -> Refgate.client(ClientOptions.of(address.strip()).withApiKey(apiKey())));
    }

    final RefgateClient requiredServer() {
        return server().orElseThrow(() -> new InvalidArgumentException(
                "refgate.server: missing (expected -Drefgate.server=URL, or the variable REFGATE_SERVER)"));
    }

    /** The key, to send it, or to keep it out of what is shown. */
    final Optional<String> apiKey() {
        if (apiKeyId != null) {
            return Optional.of(credentials().apiKey(apiKeyId));
        }
        return apiKeyFile == null ? variable("REFGATE_API_KEY") : Optional.of(firstLine(resolved(apiKeyFile)));
    }

    private static String firstLine(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .orElseThrow(() -> new InvalidArgumentException(
                            "refgate.apiKeyFile: " + file + " has no key in its first line (expected one)"));
        } catch (IOException | UncheckedIOException e) {
            throw new InvalidArgumentException(
                    "refgate.apiKeyFile: " + file + " (expected a file that can be read)", e);
        }
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }
}
