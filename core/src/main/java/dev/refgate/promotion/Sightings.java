package dev.refgate.promotion;

import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.time.Instant;
import java.util.Optional;

/** When somebody who watches the environments first saw content there: dates of commits can be forged. */
@FunctionalInterface
public interface Sightings {
    /** Nobody watches. */
    Sightings NONE = (environment, workflow, content) -> Optional.empty();

    /**
     * Since when content is in an environment without having left it, as far as anybody saw.
     *
     * @return empty when it was not seen there
     */
    Optional<Instant> firstSeen(String environment, WorkflowId workflow, ContentId content);
}
