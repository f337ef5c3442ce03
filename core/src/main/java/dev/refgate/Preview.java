package dev.refgate;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of a pull request, run as if it were an environment. No environment of refgate.yml has such a name.
 *
 * @param name {@code pr-42}
 * @param ref where forges keep its head
 */
record Preview(String name, String ref) {
    /** Whose settings those of all previews are. */
    static final String SETTINGS = "preview";

    private static final Pattern NAME = Pattern.compile("pr-([1-9][0-9]{0,8})");

    /** What an environment's name means; empty when it means no preview. */
    static Optional<Preview> named(String environment) {
        Matcher name = NAME.matcher(environment);
        return name.matches()
                ? Optional.of(new Preview(environment, "refs/pull/" + name.group(1) + "/head"))
                : Optional.empty();
    }
}
