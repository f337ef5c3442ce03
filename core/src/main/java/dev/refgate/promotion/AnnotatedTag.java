package dev.refgate.promotion;

import dev.refgate.repository.CommitId;
import java.time.Instant;

/**
 * An annotated tag as it was read.
 *
 * @param ref fully qualified
 * @param object the tag's own id
 * @param commit the commit behind it
 * @param time when the tag says it was made
 */
public record AnnotatedTag(
        String ref, ObjectName object, CommitId commit, String message, Actor tagger, Instant time) {}
