package dev.refgate.server.cli;

import dev.refgate.server.access.Access;
import dev.refgate.server.trust.LiveTrust;
import dev.refgate.server.trust.TrustFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who may call with a token that somebody else signed. */
final class TrustOptions {
    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description =
                    "Let in callers with identity tokens (OpenID Connect), such as jobs of GitHub Actions: whose tokens, and"
                            + " what they may do, says this file. It is read again when it changes.")
    private @Nullable Path file;

    boolean isGiven() {
        return file != null;
    }

    /**
     * Looks at the file before anything is opened.
     *
     * @throws dev.refgate.error.RefgateException when it cannot be used
     */
    void check() {
        if (file != null) {
            TrustFile.read(file);
        }
    }

    Opened open(Access access) {
        if (file == null) {
            return new Opened(access, null);
        }
        LiveTrust trust = new LiveTrust(file, Clock.systemUTC());
        return new Opened(access.trusting(trust), trust);
    }

    /** Access with what is trusted; closing it ends the fetching of keys. */
    record Opened(Access access, @Nullable LiveTrust trust) implements AutoCloseable {

        /** Why the file does not count as it is. */
        Optional<String> trouble() {
            return trust == null ? Optional.empty() : trust.trouble();
        }

        @Override
        public void close() {
            if (trust != null) {
                trust.close();
            }
        }
    }
}
