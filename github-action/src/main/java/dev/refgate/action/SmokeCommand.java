package dev.refgate.action;

import dev.refgate.Refgate;
import dev.refgate.client.RefgateClient;
import dev.refgate.test.TestReport;
import java.io.IOException;

/** Runs the live test cases of an environment against a server. */
final class SmokeCommand implements Command {
    @Override
    public Report run(Workplace workplace) throws IOException {
        String environment = workplace.inputs().required("environment");
        RefgateClient client = workplace
                .server()
                .orElseThrow(() -> Workplace.missing("server", "the server's address, or the variable REFGATE_SERVER"));
        try (Refgate refgate = workplace.open()) {
            TestReport tests =
                    refgate.smoke(environment, workplace.workflows(), TestReports.selection(workplace), client);
            return TestReports.of(
                    workplace,
                    tests,
                    workplace.folder(),
                    "roll the environment back with `refgate rollback`, or mend it and promote again.");
        }
    }
}
