package dev.refgate.diff;

import org.jspecify.annotations.Nullable;

/**
 * A value that is there, and may be null; secrets in it are masked.
 *
 * @param plain null, Boolean, Long, BigInteger, Double, String, List or Map, as in JSON
 */
public record Value(@Nullable Object plain) {}
