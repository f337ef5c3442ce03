package dev.refgate.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code refgate} alone: says what there is. */
@Command(
        name = "refgate",
        description = "GitOps for workflows: an environment is a Git branch or tag, and a run is what it resolves to.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = picocli.CommandLine.HelpCommand.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or nothing to do",
            "1:error",
            "2:differences found (with --exit-code)",
            "3:no: a gate, a test, a validation or a run failed",
            "4:a gate is pending (soak, freeze)",
            "5:the plan is stale, or the race was lost",
            "6:the remote or the server, or the credentials for it",
            "64:the command line cannot be understood"
        })
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the annotated fields, and reads them
final class RefgateCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is missing (expected one of: "
                        + String.join(", ", spec.subcommands().keySet()) + ")");
    }
}
