package dev.refgate.promotion;

import dev.refgate.repository.CommitId;
import java.time.Instant;

/**
 * An annotated tag to be written.
 *
 * @param name without {@code refs/tags/}
 */
public record NewTag(String name, CommitId target, String message, Actor tagger, Instant time) {}
