package dev.refgate.maven;

import dev.refgate.promotion.Actor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who moves environments. Nobody checks that here, so records say that it is claimed. */
final class Actors {
    private Actors() {}

    /**
     * @param given as people write themselves; null for what Git's variables say, else the user of this system
     */
    static Actor actor(@Nullable String given) {
        String user = System.getProperty("user.name", "unknown");
        return Optional.ofNullable(given)
                .map(text -> Actor.named(text, user))
                .orElseGet(() -> Actor.ofVariables(System.getenv(), user));
    }
}
