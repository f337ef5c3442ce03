package dev.refgate.run;

import dev.refgate.error.RefgateException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An attempt of a block failed. The message says why, to the workflow's author. */
public final class BlockException extends RefgateException {
    /** The kind of failures that have no better word. */
    public static final String ERROR = "error";

    /** Nobody was reached, or the connection broke. */
    public static final String CONNECTION = "connection";

    /** An answer came, and is not what it has to be. */
    public static final String ANSWER = "answer";

    /** The attempt took too long. */
    static final String TIMEOUT = "timeout";

    private static final long serialVersionUID = 1L;
    private static final Pattern KIND = Pattern.compile("timeout|connection|answer|[1-5][0-9]{2}");

    private final boolean retryable;
    private final @Nullable String kind;
    private final @Nullable Duration retryAfter;

    public BlockException(String message, boolean retryable) {
        super(message);
        this.retryable = retryable;
        this.kind = retryable ? ERROR : null;
        this.retryAfter = null;
    }

    public BlockException(String message, boolean retryable, Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
        this.kind = retryable ? ERROR : null;
        this.retryAfter = null;
    }

    /**
     * @param retryable whether another attempt may do better, where {@code retry.on} does not say which failures may
     * @param kind what {@code retry.on} calls it: one of the words above, or an HTTP status
     * @param retryAfter how long the other side asks to be left alone
     */
    public BlockException(String message, boolean retryable, String kind, Optional<Duration> retryAfter) {
        super(message);
        this.retryable = retryable;
        this.kind = kind;
        this.retryAfter = retryAfter.orElse(null);
    }

    /**
     * A failure that another attempt may mend, told by what {@code retry.on} calls it.
     *
     * @param words {@code timeout}, {@code connection}, {@code answer} or an HTTP status; any other text is an
     *     {@code error} with this message
     */
    public static BlockException told(String words) {
        return new BlockException(words, true, KIND.matcher(words).matches() ? words : ERROR, Optional.empty());
    }

    /** No connection, or a broken one: another attempt may do better. */
    public static BlockException connection(String message) {
        return new BlockException(message, true, CONNECTION, Optional.empty());
    }

    /** Whether another attempt may do better. */
    public boolean retryable() {
        return retryable;
    }

    /** What {@code retry.on} calls it; empty for what no other attempt can mend. */
    public Optional<String> kind() {
        return Optional.ofNullable(kind);
    }

    /** How long the other side asks to be left alone, if it does. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
