package dev.refgate.server.trust;

import dev.refgate.error.RefgateException;
import dev.refgate.server.access.Caller;
import dev.refgate.server.access.Tokens;
import dev.refgate.server.watch.FileWatch;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trust as its file says now. When the file changes it is read again; when it cannot be used, what it said before stays. */
public final class LiveTrust implements Tokens, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveTrust.class);

    private static final Trust NOBODY = new Trust(List.of(), List.of());

    private final Path file;
    private final TrustedTokens tokens;
    private final FileWatch watch;
    private volatile @Nullable String trouble;

    /**
     * @throws RefgateException when the file cannot be used
     */
    public LiveTrust(Path file, Clock clock) {
        this.file = file;
        this.tokens = new TrustedTokens(NOBODY, clock);
        this.watch = new FileWatch(List.of(file), this::reload);
        try {
            tokens.use(read());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private Trust read() {
        Trust trust = TrustFile.read(file);
        trust.warnings().forEach(LOG::warn);
        return trust;
    }

    private void reload() {
        try {
            tokens.use(read());
            trouble = null;
            LOG.info("--trust: {} was read again", file);
        } catch (RefgateException e) {
            trouble = "--trust: what was read before counts, since what is there now cannot be used; the log says why";
            LOG.warn("--trust: what was read before counts: {}", e.getMessage());
        }
    }

    @Override
    public Optional<Caller> find(String token) {
        return tokens.find(token);
    }

    /** Why what counts is not what the file says now; empty when it is. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    @Override
    public void close() {
        watch.close();
        tokens.close();
    }
}
