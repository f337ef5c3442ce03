package dev.refgate.server.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that is only the name of others: {@code refgate key create}. Alone it says which there are. */
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the annotated fields, and reads them
abstract class CommandGroup implements Runnable {
    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public final void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is missing (expected one of: "
                        + String.join(", ", spec.subcommands().keySet()) + ")");
    }
}
