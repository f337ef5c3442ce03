package dev.refgate.maven;

import dev.refgate.error.RefgateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The engine's messages for people who use Maven: options of the command line become properties. */
final class Words {
    private static final Map<String, String> PROPERTIES = Map.ofEntries(
            Map.entry("--actor", "refgate.actor"),
            Map.entry("--command-env", "refgate.commandVariables"),
            Map.entry("--from", "refgate.from"),
            Map.entry("--override", "refgate.override"),
            Map.entry("--plan", "refgate.plan"),
            Map.entry("--reason", "refgate.reason"),
            Map.entry("--release-hold", "refgate.releaseHold"),
            Map.entry("--remote", "refgate.remote"),
            Map.entry("--repository", "refgate.repository"),
            Map.entry("--revision", "refgate.revision"),
            Map.entry("--run-commands", "refgate.runCommands"),
            Map.entry("--server", "refgate.server"),
            Map.entry("--source", "refgate.source"),
            Map.entry("--steps", "refgate.steps"),
            Map.entry("--to", "refgate.to"),
            Map.entry("--with-dependencies", "refgate.withDependencies"),
            Map.entry("--workflow", "refgate.workflows"));
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z]+(?:-[a-z]+)*(?![\\w-])( (?=[A-Z\"]))?");

    private Words() {}

    /** What went wrong; what was not foreseen says what kind of failure it was. */
    static String of(RuntimeException thrown) {
        Throwable told =
                thrown instanceof UncheckedIOException && thrown.getCause() != null ? thrown.getCause() : thrown;
        String message = Objects.requireNonNullElse(told.getMessage(), "no message");
        boolean needsName = told instanceof IOException || !(told instanceof RefgateException);
        return needsName ? told.getClass().getSimpleName() + ": " + message : inProperties(message);
    }

    /** At the beginning of a message an option is what is wrong; elsewhere it is what is to be said. */
    static String inProperties(String message) {
        return OPTION.matcher(message).replaceAll(match -> {
            String property = PROPERTIES.get(match.group().strip());
            if (property == null) {
                return Matcher.quoteReplacement(match.group());
            }
            boolean hasValue = match.group(1) != null;
            return match.start() == 0 ? property : "-D" + property + (hasValue ? "=" : "");
        });
    }
}
