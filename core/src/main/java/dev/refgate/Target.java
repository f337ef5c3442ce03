package dev.refgate;

import java.util.Optional;

/**
 * What a call wants to run: what an environment points to, or a revision, which runs with the settings of the
 * environment that is named beside it, if any.
 *
 * @param environment an environment's name; empty for the default one
 * @param revision a commit id, branch, tag, {@code r12} or {@code latest}; empty for what the environment points to
 */
public record Target(Optional<String> environment, Optional<String> revision) {
    public static Target environment(String name) {
        return new Target(Optional.of(name), Optional.empty());
    }

    public static Target revision(String revision) {
        return new Target(Optional.empty(), Optional.of(revision));
    }
}
