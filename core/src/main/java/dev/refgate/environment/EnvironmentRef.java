package dev.refgate.environment;

import dev.refgate.error.InvalidArgumentException;

/** The one ref that an environment is: a branch or a tag, fully qualified. */
public sealed interface EnvironmentRef {
    String BRANCH_PREFIX = "refs/heads/";
    String TAG_PREFIX = "refs/tags/";

    /** {@code refs/heads/…} or {@code refs/tags/…}. */
    String fullName();

    /** A branch, whose commits are the deployments. */
    record Branch(String fullName) implements EnvironmentRef {
        public Branch {
            requirePrefix(fullName, BRANCH_PREFIX);
        }
    }

    /** A tag that moves. */
    record Tag(String fullName) implements EnvironmentRef {
        public Tag {
            requirePrefix(fullName, TAG_PREFIX);
        }
    }

    /**
     * @param fullName must begin with {@code refs/heads/} or {@code refs/tags/}
     * @throws InvalidArgumentException when it does not
     */
    static EnvironmentRef of(String fullName) {
        return fullName.startsWith(TAG_PREFIX) ? new Tag(fullName) : new Branch(fullName);
    }

    private static void requirePrefix(String fullName, String prefix) {
        if (!fullName.startsWith(prefix) || fullName.length() == prefix.length()) {
            throw new InvalidArgumentException(
                    "ref: " + fullName + " (expected a full name: refs/heads/… or refs/tags/…)");
        }
    }
}
