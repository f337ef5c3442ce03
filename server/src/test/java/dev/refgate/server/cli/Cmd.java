package dev.refgate.server.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A command that ran in this process: its exit code, and what it printed. */
record Cmd(int code, String out, String err) {

    static Cmd run(String... arguments) {
        return runWithInput("", arguments);
    }

    static Cmd runWithInput(String input, String... arguments) {
        return run(input, System.getenv(), arguments);
    }

    /** With these variables alone. */
    static Cmd runWithVariables(Map<String, String> variables, String... arguments) {
        return run("", variables, arguments);
    }

    private static Cmd run(String input, Map<String, String> variables, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Cli.execute(
                arguments,
                new Console(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        variables));
        return new Cmd(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
