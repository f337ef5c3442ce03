package dev.refgate.promotion;

import dev.refgate.repository.CommitId;
import java.time.Instant;
import java.util.Optional;

/** When somebody who watches the environments first saw them somewhere: dates of commits can be forged. */
@FunctionalInterface
public interface Sightings {
    /** Nobody watches. */
    Sightings NONE = (environment, commit) -> Optional.empty();

    Optional<Instant> firstSeen(String environment, CommitId commit);
}
