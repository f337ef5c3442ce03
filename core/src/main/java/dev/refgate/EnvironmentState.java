package dev.refgate;

import dev.refgate.environment.Environment;
import dev.refgate.repository.CommitId;
import java.util.Optional;

/**
 * An environment, as it is now.
 *
 * @param environment what refgate.yml declares
 * @param commit what its ref resolves to; empty when {@code error} is there
 * @param error why it does not resolve
 */
public record EnvironmentState(Environment environment, Optional<CommitId> commit, Optional<String> error) {}
