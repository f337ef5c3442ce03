package dev.refgate.report;

import dev.refgate.test.CaseResult;
import dev.refgate.test.Failure;
import java.util.List;

/** What the reports of tests say alike. */
final class TestWording {
    private static final int LONGEST = 600;

    private TestWording() {}

    /** {@code status: expected success, found failed: …}, safe to look at. */
    static String failure(Failure failure) {
        return shown(failure.what()) + ": expected " + shown(failure.expected()) + ", found " + shown(failure.actual());
    }

    /** The blocks that ran, in one line; says so when none did. */
    static String ran(CaseResult result) {
        return result.ran().isEmpty() ? "no block ran" : "ran: " + shown(String.join(", ", result.ran()));
    }

    static List<String> failures(CaseResult result) {
        return result.failures().stream().map(TestWording::failure).toList();
    }

    static String shown(String text) {
        return Visible.cut(Visible.line(text), LONGEST);
    }
}
