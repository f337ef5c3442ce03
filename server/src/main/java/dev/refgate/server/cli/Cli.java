package dev.refgate.server.cli;

import dev.refgate.ExitCode;
import dev.refgate.error.RefgateException;
import dev.refgate.server.json.InvalidJsonException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code refgate} command line: reads arguments, runs the command, and turns what went wrong into words and a code. */
public final class Cli {
    private final Console console;

    private Cli(Console console) {
        this.console = console;
    }

    /**
     * Runs a command to its end.
     *
     * @return the exit code, see {@code refgate --help}
     */
    public static int execute(String[] arguments, Console console) {
        return new Cli(console).execute(arguments);
    }

    private int execute(String[] arguments) {
        CommandLine commandLine = commandLine(console, arguments);
        commandLine.setOut(writer(console.out()));
        commandLine.setErr(writer(console.err()));
        commandLine.setParameterExceptionHandler((e, given) -> misused(e));
        commandLine.setExecutionExceptionHandler((e, command, parsed) -> failed(e, parsed));
        int code = commandLine.execute(arguments);
        console.out().flush();
        console.err().flush();
        return code;
    }

    /** All commands as picocli knows them. */
    static CommandLine commandLine(Console console) {
        return commandLine(console, Commands.NAMES);
    }

    /**
     * The same, without those that are not asked for: getting all of them ready takes longer than some of them run.
     *
     * @param arguments the first may name a command
     */
    static CommandLine commandLine(Console console, String[] arguments) {
        return arguments.length > 0 && Commands.NAMES.contains(arguments[0])
                ? commandLine(console, List.of(arguments[0]))
                : commandLine(console);
    }

    private static CommandLine commandLine(Console console, List<String> commands) {
        CommandLine commandLine = new CommandLine(new RefgateCommand());
        for (String command : commands) {
            commandLine.addSubcommand(Commands.named(command, console));
        }
        commandLine.setUsageHelpAutoWidth(false);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        return commandLine;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private int misused(ParameterException e) {
        CommandLine command = e.getCommandLine();
        console.err().println("refgate: " + e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, command.getErr());
        console.err().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    private int failed(Exception e, ParseResult parsed) {
        console.err().println("refgate: " + message(e));
        if (parsed.originalArgs().contains("--stacktrace")) {
            e.printStackTrace(console.err());
        } else if (!(e instanceof RefgateException)) {
            console.err().println("This was not foreseen. Say --stacktrace to see where it happened.");
        }
        return e instanceof InvalidJsonException ? ExitCode.USAGE : ExitCode.of(e);
    }

    private static String message(Exception e) {
        Throwable told = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
        String message = Objects.requireNonNullElse(told.getMessage(), "no message");
        boolean needsName = told instanceof IOException || !(told instanceof RefgateException);
        return needsName ? told.getClass().getSimpleName() + ": " + message : message;
    }
}
