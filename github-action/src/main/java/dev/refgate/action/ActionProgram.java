package dev.refgate.action;

import dev.refgate.ExitCode;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;

/** One use of the action, from its inputs to its exit code. */
final class ActionProgram {
    private final Map<String, String> variables;
    private final Log log;

    /**
     * @param variables of the process
     * @param out where the job's log is
     */
    ActionProgram(Map<String, String> variables, PrintStream out) {
        this.variables = Map.copyOf(variables);
        this.log = new Log(out);
    }

    /**
     * Never throws: what went wrong is a report, too.
     *
     * @return the exit code, see {@link ExitCode}
     */
    int run() {
        Workplace workplace = new Workplace(new Inputs(variables), new Job(variables), log);
        String name = workplace.inputs().find("command").orElse("(none)");
        Report report;
        try {
            report = Commands.named(name).run(workplace);
        } catch (IOException | RuntimeException e) {
            report = Failures.report(name, e);
            log.detail(e, workplace.job());
        }
        try {
            new Publisher(workplace, name).publish(report);
            return report.exitCode();
        } catch (IOException | RuntimeException e) {
            log.error("refgate", "the report could not be written: " + Failures.message(e));
            log.detail(e, workplace.job());
            return ExitCode.ERROR;
        }
    }
}
