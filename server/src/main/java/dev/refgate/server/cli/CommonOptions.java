package dev.refgate.server.cli;

import picocli.CommandLine.Option;

/** What every command understands. */
@SuppressWarnings("UnusedVariable") // picocli reads them
final class CommonOptions {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Say how this command is used.")
    private boolean help;

    @Option(names = "--stacktrace", description = "When something goes wrong, say where in the program.")
    private boolean stackTrace;
}
