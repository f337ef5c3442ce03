package dev.refgate.server.cli;

import dev.refgate.server.access.Access;
import dev.refgate.server.trust.Trust;
import dev.refgate.server.trust.TrustFile;
import dev.refgate.server.trust.TrustedTokens;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** Who may call with a token that somebody else signed. */
final class TrustOptions {
    private static final Logger LOG = LoggerFactory.getLogger(TrustOptions.class);

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description =
                    "Let in callers with identity tokens (OpenID Connect), such as jobs of GitHub Actions: whose tokens, and"
                            + " what they may do, says this file. It is read at the start.")
    private @Nullable Path file;

    boolean isGiven() {
        return file != null;
    }

    /**
     * @throws dev.refgate.error.RefgateException when the file cannot be used
     */
    Optional<Trust> read() {
        return Optional.ofNullable(file).map(TrustFile::read);
    }

    static Opened open(Optional<Trust> trust, Access access) {
        if (trust.isEmpty()) {
            return new Opened(access, null);
        }
        trust.get().warnings().forEach(LOG::warn);
        TrustedTokens tokens = new TrustedTokens(trust.get(), Clock.systemUTC());
        return new Opened(access.trusting(tokens), tokens);
    }

    /** Access with what is trusted; closing it ends the fetching of keys. */
    record Opened(Access access, @Nullable TrustedTokens tokens) implements AutoCloseable {
        @Override
        public void close() {
            if (tokens != null) {
                tokens.close();
            }
        }
    }
}
