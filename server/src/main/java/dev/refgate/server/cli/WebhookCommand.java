package dev.refgate.server.cli;

import dev.refgate.ExitCode;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.report.Columns;
import dev.refgate.repository.WorkflowId;
import dev.refgate.server.webhook.Signing;
import dev.refgate.server.webhook.Webhook;
import dev.refgate.server.webhook.Webhooks;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code refgate webhook}: the addresses by which others start runs. */
@Command(
        name = "webhook",
        description = "Make, rotate, list and revoke the addresses by which others start runs of a workflow.",
        synopsisSubcommandLabel = "COMMAND")
final class WebhookCommand extends CommandGroup {
    static CommandLine commandLine(Console console) {
        return new CommandLine(new WebhookCommand())
                .addSubcommand(new Create(console))
                .addSubcommand(new Rotate(console))
                .addSubcommand(new ListAll(console))
                .addSubcommand(new Revoke(console));
    }

    /** What all of them have. */
    @SuppressWarnings({"NullAway.Init", "UnusedVariable"})
    abstract static class Base implements Callable<Integer> {
        @Mixin
        private CommonOptions common;

        @Mixin
        private KeyStoreOptions store;

        @Spec
        private CommandSpec spec;

        private final Console console;

        Base(Console console) {
            this.console = console;
        }

        CommandSpec spec() {
            return spec;
        }

        Console console() {
            return console;
        }

        <T> T with(Function<Webhooks, T> use) throws IOException {
            return store.withDatabase(database -> use.apply(new Webhooks(database, Clock.systemUTC())));
        }

        int show(Webhooks.Created created) {
            console.out().println(created.path());
            console.err()
                    .println(
                            "This is the only time that the token, the last part of the path, is shown. Senders POST to it,"
                                    + " behind the server's address.");
            return ExitCode.DONE;
        }
    }

    /** {@code refgate webhook create}. */
    @Command(
            name = "create",
            description = "Make a webhook. Its path is printed once; the token in it is kept nowhere.")
    @SuppressWarnings({"NullAway.Init", "UnusedVariable"})
    static final class Create extends Base {
        @Parameters(paramLabel = "WORKFLOW", description = "The workflow that it starts, in production.")
        private String workflow;

        @Option(
                names = "--signature",
                paramLabel = "KIND",
                defaultValue = "none",
                description =
                        "How senders sign what they send, beside the token: none, github, stripe or plain (default:"
                                + " ${DEFAULT-VALUE}).")
        private Signing signing;

        @Option(
                names = "--secret-setting",
                paramLabel = "KEY",
                description = "The setting of production that holds the secret that senders sign with.")
        private @Nullable String setting;

        @Option(
                names = "--wait",
                description = "Answer when the run is over, with its outputs; without it at once, with 202.")
        private boolean waits;

        Create(Console console) {
            super(console);
        }

        @Override
        public Integer call() throws IOException {
            try {
                WorkflowId id = new WorkflowId(workflow);
                return show(
                        with(webhooks -> webhooks.create(id.value(), signing, Optional.ofNullable(setting), waits)));
            } catch (InvalidArgumentException e) {
                throw new ParameterException(spec().commandLine(), String.valueOf(e.getMessage()));
            }
        }
    }

    /** {@code refgate webhook rotate}. */
    @Command(name = "rotate", description = "Give a webhook another token; the old one counts no more.")
    @SuppressWarnings({"NullAway.Init", "UnusedVariable"})
    static final class Rotate extends Base {
        @Parameters(paramLabel = "ID", description = "Its id, as list shows it.")
        private String id;

        Rotate(Console console) {
            super(console);
        }

        @Override
        public Integer call() throws IOException {
            return show(with(webhooks -> webhooks.rotate(id)));
        }
    }

    /** {@code refgate webhook list}. */
    @Command(
            name = "list",
            description = "List the webhooks: what they start, how they are signed, whether they count.")
    static final class ListAll extends Base {
        ListAll(Console console) {
            super(console);
        }

        @Override
        public Integer call() throws IOException {
            List<List<String>> lines = new ArrayList<>();
            lines.add(List.of("id", "workflow", "signature", "setting", "answer", "created", "state"));
            for (Webhook webhook : with(Webhooks::all)) {
                lines.add(List.of(
                        webhook.id(),
                        webhook.workflow(),
                        webhook.signing().word(),
                        webhook.setting().orElse("-"),
                        webhook.waits() ? "when it is over" : "at once",
                        webhook.created().truncatedTo(ChronoUnit.SECONDS).toString(),
                        webhook.revoked().isPresent() ? "revoked" : "valid"));
            }
            console().out().print(Columns.align(lines));
            return ExitCode.DONE;
        }
    }

    /** {@code refgate webhook revoke}. */
    @Command(name = "revoke", description = "End a webhook at once.")
    @SuppressWarnings({"NullAway.Init", "UnusedVariable"})
    static final class Revoke extends Base {
        @Parameters(paramLabel = "ID", description = "Its id, as list shows it.")
        private String id;

        Revoke(Console console) {
            super(console);
        }

        @Override
        public Integer call() throws IOException {
            with(webhooks -> {
                webhooks.revoke(id);
                return id;
            });
            console().out().println("revoked " + id);
            return ExitCode.DONE;
        }
    }
}
