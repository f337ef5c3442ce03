package dev.refgate.server.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * Where commands read and write.
 *
 * @param in what is piped in
 * @param out the command's answer, and nothing else
 * @param err what is said about it: errors and hints
 * @param variables of the environment; secrets are among them
 */
public record Console(InputStream in, PrintStream out, PrintStream err, Map<String, String> variables) {

    /** With the process's variables. */
    public Console(InputStream in, PrintStream out, PrintStream err) {
        this(in, out, err, System.getenv());
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
