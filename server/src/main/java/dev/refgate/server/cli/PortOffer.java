package dev.refgate.server.cli;

import dev.refgate.server.http.FreePort;
import dev.refgate.server.http.PortUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;

/** Says that a port cannot be had, and which command takes the next one. */
final class PortOffer {
    private PortOffer() {}

    static void print(PortUnavailableException e, CommandSpec spec, Console console) {
        console.err().println("refgate: " + e.getMessage());
        OptionalInt free = FreePort.after(e.host(), e.port());
        if (free.isPresent()) {
            List<String> arguments = spec.root().commandLine().getParseResult().originalArgs();
            console.err().println("Port " + free.getAsInt() + " is free. Try:");
            console.err().println("  " + Program.command(withPort(arguments, free.getAsInt())));
        }
    }

    /** The same arguments with another port. */
    static List<String> withPort(List<String> arguments, int port) {
        List<String> changed = new ArrayList<>();
        boolean skip = false;
        for (String argument : arguments) {
            boolean separate = argument.equals("--port");
            if (!skip && !separate && !argument.startsWith("--port=")) {
                changed.add(argument);
            }
            skip = separate;
        }
        changed.add("--port");
        changed.add(Integer.toString(port));
        return changed;
    }
}
