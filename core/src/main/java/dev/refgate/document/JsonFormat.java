package dev.refgate.document;

import org.jspecify.annotations.Nullable;

/**
 * JSON text to plain values and back: null, {@link Boolean}, {@link Long}, {@link java.math.BigInteger}, {@link Double},
 * {@link String}, {@link java.util.List}, {@link java.util.Map} in the order of the text. Safe for use by many threads.
 */
public interface JsonFormat {

    /**
     * Reads one value, strictly.
     *
     * @param content UTF-8
     * @throws dev.refgate.error.InvalidArgumentException when it is not UTF-8 or no JSON, has a key twice, a number that is
     *     no finite double, anything after the value, or more than 200 levels; says line and column
     */
    @Nullable
    Object read(byte[] content);

    /**
     * Writes a plain value in one line, without a line feed.
     *
     * @throws dev.refgate.error.InvalidArgumentException when there is something in it that JSON cannot hold
     */
    String write(@Nullable Object value);

    /** The same over many lines, indented by two spaces, every line ending with {@code \n}. */
    String writeIndented(@Nullable Object value);
}
