package dev.refgate.server.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;

/**
 * Where commands read and write.
 *
 * @param in what is piped in
 * @param out the command's answer, and nothing else
 * @param err what is said about it: errors and hints
 * @param variables the environment's variables
 */
public record Console(InputStream in, PrintStream out, PrintStream err, Map<String, String> variables) {
    public Console {
        variables = Map.copyOf(variables);
    }

    /** With the process's own variables. */
    public Console(InputStream in, PrintStream out, PrintStream err) {
        this(in, out, err, System.getenv());
    }

    /** A variable that is set, and not to nothing. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    /** The process's own. */
    public static Console ofProcess() {
        return new Console(System.in, System.out, System.err);
    }

    /** Whether answers go where the process's do; only then its terminal says whether there are colours. */
    boolean isOfProcess() {
        return out == System.out;
    }

    @Override
    public String toString() {
        return "Console";
    }
}
