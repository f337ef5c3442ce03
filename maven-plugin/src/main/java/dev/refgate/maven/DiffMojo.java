package dev.refgate.maven;

import dev.refgate.ExitCode;
import dev.refgate.Refgate;
import dev.refgate.Side;
import dev.refgate.diff.RepositoryDiff;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Says what differs between two sides: blocks and edges, files, and what it means for callers and environments. A side is an
 * environment, else pr/42 (a pull request's head, once it is fetched), a commit id, branch, tag or latest; r12 where one workflow
 * is named; worktree for the files of the work tree.
 */
@Mojo(name = "diff", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the annotated fields
public final class DiffMojo extends RefgateMojo {
    private static final Set<String> WORK_TREE = Set.of(".", "worktree");

    /** The side before. */
    @Parameter(property = "refgate.from", required = true)
    private String from;

    /** The side after. */
    @Parameter(property = "refgate.to", required = true)
    private String to;

    /** Compare these workflows alone. By default all. */
    @Parameter(property = "refgate.workflows")
    private List<String> workflows = List.of();

    /** Fail when something differs. */
    @Parameter(property = "refgate.failOnDifference", defaultValue = "false")
    private boolean failOnDifference;

    /** Leave out this goal. */
    @Parameter(property = "refgate.diff.skip", defaultValue = "false")
    private boolean skipDiff;

    @Override
    boolean isSkipped() {
        return skipDiff;
    }

    @Override
    Result ask() {
        try (Refgate refgate = open()) {
            RepositoryDiff diff = refgate.diff(side(from), side(to), new LinkedHashSet<>(ids(workflows)));
            Result result = Result.of(diff);
            return failOnDifference && !diff.isEmpty() ? result.with(ExitCode.DIFFERENT) : result;
        }
    }

    private static Side side(String name) {
        return WORK_TREE.contains(name) ? Side.workTree() : Side.named(name);
    }
}
