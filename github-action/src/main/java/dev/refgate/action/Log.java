package dev.refgate.action;

import dev.refgate.report.GithubAnnotations;
import java.io.PrintStream;
import java.util.UUID;

/** The job's log. The runner looks for commands in it, so what others wrote is printed where it does not look. */
final class Log {
    private final PrintStream out;

    Log(PrintStream out) {
        this.out = out;
    }

    /** Text for people, whatever is in it. */
    void text(String text) {
        String token = UUID.randomUUID().toString();
        out.println("::stop-commands::" + token);
        out.println(text.stripTrailing());
        out.println("::" + token + "::");
    }

    /** A line for the runner, already escaped. */
    void command(String line) {
        out.println(line);
    }

    void error(String title, String message) {
        command(GithubAnnotations.error(title, message));
    }

    void warning(String message) {
        command(GithubAnnotations.warning("refgate", message));
    }

    /** From here on the runner shows stars in the place of this. */
    void mask(String secret) {
        secret.lines().forEach(line -> command("::add-mask::" + line.replace("%", "%25")));
    }

    /** Where something happened that was not foreseen, for those who look closer. */
    void detail(Exception e, Job job) {
        if (job.isDebugging()) {
            StringBuilder trace = new StringBuilder(e + "\n");
            for (StackTraceElement element : e.getStackTrace()) {
                trace.append("  ").append(element).append('\n');
            }
            text(trace.toString());
        }
    }
}
