package dev.refgate.server.cli;

import dev.refgate.ExitCode;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.report.Columns;
import dev.refgate.server.access.ApiKey;
import dev.refgate.server.access.Keys;
import dev.refgate.server.access.Scope;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code refgate key}: the keys that callers of a server need. */
@Command(
        name = "key",
        description = "Make, list and revoke the keys that callers of a server need.",
        synopsisSubcommandLabel = "COMMAND")
final class KeyCommand extends CommandGroup {
    static CommandLine commandLine(Console console) {
        return new CommandLine(new KeyCommand())
                .addSubcommand(new Create(console))
                .addSubcommand(new ListAll(console))
                .addSubcommand(new Revoke(console));
    }

    /** {@code refgate key create}. */
    @Command(name = "create", description = "Make a key. It is printed once, and kept nowhere.")
    @SuppressWarnings({"NullAway.Init", "UnusedVariable"})
    static final class Create implements Callable<Integer> {
        @Mixin
        private CommonOptions common;

        @Mixin
        private KeyStoreOptions store;

        @Option(names = "--name", required = true, paramLabel = "NAME", description = "Whose it is, for people.")
        private String name;

        @Option(
                names = "--scope",
                required = true,
                paramLabel = "SCOPE",
                description =
                        "What it may do: read, write, admin, execute:ENVIRONMENT or promote:ENVIRONMENT, with * for"
                                + " all environments, execute:pr-* for pull requests, or execute:ephemeral for workflows that"
                                + " come with the call. May be said again.")
        private List<String> scopes;

        @Option(
                names = "--expires",
                paramLabel = "DURATION",
                converter = DurationConverter.class,
                description = "How long it counts, such as 90d (default: until it is revoked).")
        private @Nullable Duration expires;

        @Spec
        private CommandSpec spec;

        private final Console console;

        Create(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws IOException {
            Set<Scope> wanted = new LinkedHashSet<>();
            try {
                scopes.forEach(scope -> wanted.add(Scope.parse(scope)));
            } catch (InvalidArgumentException e) {
                throw new ParameterException(spec.commandLine(), "--" + e.getMessage());
            }
            Optional<Instant> end =
                    Optional.ofNullable(expires).map(duration -> Instant.now().plus(duration));
            Keys.Created created = store.with(keys -> keys.create(name, wanted, end));
            console.out().println(created.text());
            console.err()
                    .println(
                            "This is the only time that the key is shown. Callers send it as: Authorization: Bearer KEY");
            return ExitCode.DONE;
        }
    }

    /** {@code refgate key list}. */
    @Command(
            name = "list",
            description = "List the keys: what they may do, when they were used, and whether they count.")
    @SuppressWarnings({"NullAway.Init", "UnusedVariable"})
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private CommonOptions common;

        @Mixin
        private KeyStoreOptions store;

        private final Console console;

        ListAll(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws IOException {
            List<List<String>> lines = new ArrayList<>();
            lines.add(List.of("id", "name", "scopes", "created", "expires", "last used", "state"));
            Instant now = Instant.now();
            for (ApiKey key : store.with(Keys::all)) {
                lines.add(List.of(
                        key.id(),
                        key.name(),
                        key.scopes().stream().map(Scope::toString).sorted().collect(Collectors.joining(" ")),
                        time(Optional.of(key.created())),
                        time(key.expires()),
                        time(key.lastUsed()),
                        key.revoked().isPresent() ? "revoked" : key.isValidAt(now) ? "valid" : "expired"));
            }
            console.out().print(Columns.align(lines));
            return ExitCode.DONE;
        }

        private static String time(Optional<Instant> time) {
            return time.map(instant -> instant.truncatedTo(ChronoUnit.SECONDS).toString())
                    .orElse("-");
        }
    }

    /** {@code refgate key revoke}. */
    @Command(name = "revoke", description = "End a key: a running server refuses it within two seconds.")
    @SuppressWarnings({"NullAway.Init", "UnusedVariable"})
    static final class Revoke implements Callable<Integer> {
        @Mixin
        private CommonOptions common;

        @Mixin
        private KeyStoreOptions store;

        @Parameters(paramLabel = "KEY", description = "Its name or id.")
        private String key;

        private final Console console;

        Revoke(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws IOException {
            store.with(keys -> {
                keys.revoke(key);
                return key;
            });
            console.out().println("revoked " + key);
            return ExitCode.DONE;
        }
    }
}
