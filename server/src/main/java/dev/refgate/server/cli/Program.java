package dev.refgate.server.cli;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How this program was called, for commands that people copy. */
final class Program {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

    private Program() {}

    /** The command line for a POSIX shell. */
    static String command(List<String> arguments) {
        return name() + " " + arguments.stream().map(Program::quote).collect(Collectors.joining(" "));
    }

    private static String name() {
        String started = System.getProperty("sun.java.command", "").split(" ", 2)[0];
        return started.endsWith(".jar") ? "java -jar " + quote(started) : "refgate";
    }

    static String quote(String argument) {
        return PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
