package dev.refgate.promotion;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowId;
import java.time.Instant;
import java.util.Optional;

/**
 * A revision that somebody gave a name.
 *
 * @param commit the revision's
 * @param name one line
 * @param time when it was named
 */
public record NamedRevision(
        WorkflowId workflow, CommitId commit, String name, Optional<String> description, Actor actor, Instant time) {}
