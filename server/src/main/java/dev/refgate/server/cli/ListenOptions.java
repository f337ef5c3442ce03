package dev.refgate.server.cli;

import dev.refgate.server.http.Loopback;
import dev.refgate.server.http.Web;
import dev.refgate.server.tls.TlsFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a server listens, and how it shows itself there. */
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the annotated fields, and reads them
final class ListenOptions {
    private static final Pattern ORIGIN = Pattern.compile("https?://(\\[[0-9a-f:]+]|[a-z0-9.-]+)(:[0-9]{1,5})?");

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Where to listen; 0 takes any free port (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The address to listen on; with --no-auth a loopback address (default: ${DEFAULT-VALUE}).")
    private String host;

    @Option(
            names = "--tls-certificate",
            paramLabel = "FILE",
            description =
                    "Speak TLS with this certificate, in PEM, those of who signed it behind it. Read again when it"
                            + " changes.")
    private @Nullable Path certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "The private key of --tls-certificate: PEM, PKCS#8, without a password.")
    private @Nullable Path key;

    @Option(
            names = "--cors-origin",
            paramLabel = "ORIGIN",
            description = "Let web pages of this origin call, and read the answers: https://app.example; may be said"
                    + " several times.")
    private List<String> origins = new ArrayList<>();

    @Option(names = "--metrics-public", description = "Let anybody read /metrics, without a key.")
    private boolean openMetrics;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    boolean isLoopback() {
        return Loopback.isLoopback(host);
    }

    boolean isPlain() {
        return certificate == null;
    }

    /**
     * @throws ParameterException when something of it cannot be
     */
    Web web() {
        if (port < 0 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), "--port: " + port + " (expected 0 to 65535)");
        }
        if (certificate != null && key != null) {
            return new Web(Optional.of(new TlsFiles(certificate, key)), exactOrigins(), openMetrics);
        }
        if (certificate != null || key != null) {
            throw new ParameterException(
                    spec.commandLine(), "--tls-certificate, --tls-key: one of them (expected both, or none)");
        }
        return new Web(Optional.empty(), exactOrigins(), openMetrics);
    }

    private Set<String> exactOrigins() {
        for (String origin : origins) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--cors-origin: " + origin
                                + " (expected an origin as browsers send it, such as https://app.example or"
                                + " http://localhost:5173; no path, no *)");
            }
        }
        return new LinkedHashSet<>(origins);
    }
}
