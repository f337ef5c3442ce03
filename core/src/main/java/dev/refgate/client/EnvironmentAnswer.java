package dev.refgate.client;

import dev.refgate.repository.CommitId;
import java.util.Optional;

/**
 * Where an environment is, as the server sees it.
 *
 * @param name as in refgate.yml
 * @param ref its branch or tag
 * @param from the environment before it
 * @param commit where it points; empty when {@code error} says why
 * @param error why it cannot be used
 */
public record EnvironmentAnswer(
        String name, String ref, Optional<String> from, Optional<CommitId> commit, Optional<String> error) {}
