package dev.refgate.environment;

import java.util.Optional;

/**
 * A named pointer, declared in refgate.yml.
 *
 * @param name such as {@code production}
 * @param ref the branch or tag that it is
 * @param from the environment that content passes before it enters this one; none where it tracks a branch
 */
public record Environment(String name, EnvironmentRef ref, Optional<String> from) {}
