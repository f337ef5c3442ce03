package dev.refgate.action;

import dev.refgate.EnvironmentState;
import dev.refgate.ExitCode;
import dev.refgate.Refgate;
import dev.refgate.Summaries;
import java.util.List;

/** Says where each environment points to. */
final class StatusCommand implements Command {
    @Override
    public Report run(Workplace workplace) {
        try (Refgate refgate = workplace.open()) {
            List<EnvironmentState> environments = refgate.environments();
            return Report.of(
                    Verdict.PASSED,
                    ExitCode.DONE,
                    Headline.of(Workplace.count(environments.size(), "environment")),
                    Content.of(Summaries.status(refgate.policy(), environments)));
        }
    }
}
