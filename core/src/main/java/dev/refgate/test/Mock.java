package dev.refgate.test;

import org.jspecify.annotations.Nullable;

/** What an attempt of a block comes to, in place of running it. */
public sealed interface Mock {

    /**
     * It succeeds.
     *
     * @param value the block's output
     */
    record Output(@Nullable Object value) implements Mock {}

    /**
     * It fails, in a way that another attempt may do better.
     *
     * @param message why; {@code timeout}, {@code connection}, {@code answer} or an HTTP status is what {@code retry.on} knows by
     *     that word
     */
    record Failure(String message) implements Mock {}
}
