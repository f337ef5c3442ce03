package dev.refgate.run;

import java.util.Optional;

/**
 * Why a run did not succeed.
 *
 * @param block the block that failed, that ended the run with an error, or that was running when time was up; if any
 * @param message why; values of {@code _env} are masked
 */
public record RunError(Optional<String> block, String message) {}
