package dev.refgate.maven;

import dev.refgate.Refgate;
import dev.refgate.RevisionLine;
import dev.refgate.Summaries;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.report.Sheet;
import dev.refgate.repository.WorkflowId;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Says which revisions of a workflow the source branch had, newest first, and which environments hold each of them now.
 */
@Mojo(name = "history", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the annotated fields
public final class HistoryMojo extends RefgateMojo {

    /** The workflow. */
    @Parameter(property = "refgate.workflow", required = true)
    private String workflow;

    /** At most so many revisions, 1 or more. */
    @Parameter(property = "refgate.limit", defaultValue = "50")
    private int limit;

    /** Leave out this goal. */
    @Parameter(property = "refgate.history.skip", defaultValue = "false")
    private boolean skipHistory;

    @Override
    boolean isSkipped() {
        return skipHistory;
    }

    @Override
    Result ask() {
        if (limit < 1) {
            throw new InvalidArgumentException("refgate.limit: " + limit + " (expected 1 or more)");
        }
        WorkflowId id = new WorkflowId(workflow);
        try (Refgate refgate = open()) {
            List<RevisionLine> all = refgate.history(id);
            List<RevisionLine> shown = all.subList(0, Math.min(limit, all.size()));
            return Result.of(
                    id + ": " + shown.size() + " of " + all.size() + " revisions",
                    new Sheet(List.of(Summaries.history(shown))),
                    Summaries.historyValues(id, all.size(), shown));
        }
    }
}
