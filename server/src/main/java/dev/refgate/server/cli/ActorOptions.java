package dev.refgate.server.cli;

import dev.refgate.promotion.Actor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who does it. Nobody checks that here, so records say that it is claimed. */
final class ActorOptions {
    @Option(
            names = "--actor",
            paramLabel = "NAME <EMAIL>",
            description = "Who does it (default: GIT_AUTHOR_NAME and GIT_AUTHOR_EMAIL, else the user of this system)."
                    + " Records say that it is claimed.")
    private @Nullable String actor;

    Actor actor() {
        String user = System.getProperty("user.name", "unknown");
        return actor == null ? Actor.ofVariables(System.getenv(), user) : Actor.named(actor, user);
    }
}
