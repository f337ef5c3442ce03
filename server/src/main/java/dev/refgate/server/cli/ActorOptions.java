package dev.refgate.server.cli;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.promotion.Actor;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who does it. Nobody checks that here, so records say that it is claimed. */
final class ActorOptions {
    private static final Pattern FORM =
            Pattern.compile("([^<>\\p{Cntrl}]*[^<>\\p{Cntrl}\\s])\\s*(?:<([^<>\\p{Cntrl}]*)>)?");

    @Option(
            names = "--actor",
            paramLabel = "NAME <EMAIL>",
            description = "Who does it (default: GIT_AUTHOR_NAME and GIT_AUTHOR_EMAIL, else the user of this system)."
                    + " Records say that it is claimed.")
    private @Nullable String actor;

    Actor actor() {
        return actor(Optional.ofNullable(actor), System.getenv(), System.getProperty("user.name", "unknown"));
    }

    static Actor actor(Optional<String> given, Map<String, String> environment, String user) {
        String local = user + "@localhost";
        if (given.isPresent()) {
            Matcher matcher = FORM.matcher(given.get().strip());
            if (!matcher.matches()) {
                throw new InvalidArgumentException(
                        "--actor: " + given.get() + " (expected a name, or \"Ada Lovelace <ada@example.com>\")");
            }
            return Actor.claimed(
                    matcher.group(1), Optional.ofNullable(matcher.group(2)).orElse(local));
        }
        return Actor.claimed(
                set(environment, "GIT_AUTHOR_NAME").orElse(user),
                set(environment, "GIT_AUTHOR_EMAIL").orElse(local));
    }

    private static Optional<String> set(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
    }
}
