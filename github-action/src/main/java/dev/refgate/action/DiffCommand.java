package dev.refgate.action;

import dev.refgate.ExitCode;
import dev.refgate.LocalClone;
import dev.refgate.Refgate;
import dev.refgate.Side;
import dev.refgate.diff.RepositoryDiff;
import dev.refgate.diff.WorkflowChange;
import dev.refgate.diff.WorkflowDiff;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Says what differs between two sides; of a pull request, what it changes. */
final class DiffCommand implements Command {
    private static final Set<String> WORK_TREE = Set.of(".", "worktree");

    @Override
    public Report run(Workplace workplace) {
        Optional<String> from = workplace.inputs().find("from");
        Optional<String> to = workplace.inputs().find("to");
        Optional<Job.PullRequest> request = workplace.job().pullRequest();
        RepositoryDiff diff;
        if (from.isEmpty() && to.isEmpty() && request.isPresent()) {
            diff = ofPullRequest(workplace, request.get());
        } else {
            diff = between(
                    workplace,
                    side(workplace.inputs().required("from")),
                    side(workplace.inputs().required("to")));
        }
        return report(workplace, diff);
    }

    private static Side side(String name) {
        return WORK_TREE.contains(name) ? Side.workTree() : Side.named(name);
    }

    /**
     * What is checked out is the pull request merged into its base; what it is merged into is the commit's first parent. So
     * only the pull request's own changes are seen, whatever the base has had since.
     */
    private static RepositoryDiff ofPullRequest(Workplace workplace, Job.PullRequest request) {
        List<CommitId> parents = LocalClone.at(workplace.checkout()).headParents();
        String base = parents.size() > 1 ? parents.get(0).hex() : request.base();
        RepositoryDiff diff = between(workplace, Side.named(base), Side.workTree());
        return new RepositoryDiff(
                request.target() + " (" + new CommitId(base).abbreviated() + ")",
                "pull request #" + request.number(),
                diff.workflows(),
                diff.more());
    }

    private static RepositoryDiff between(Workplace workplace, Side from, Side to) {
        try (Refgate refgate = workplace.open()) {
            return refgate.diff(from, to, new LinkedHashSet<>(workplace.workflows()));
        }
    }

    private static Report report(Workplace workplace, RepositoryDiff diff) {
        List<WorkflowId> changed = Stream.concat(
                        diff.workflows().stream().map(WorkflowDiff::id),
                        diff.more().stream().map(WorkflowChange::id))
                .toList();
        if (changed.isEmpty()) {
            return Report.of(Verdict.SAME, ExitCode.DONE, Headline.of("no workflow differs"), Content.of(diff))
                    .withChanged(changed);
        }
        long breaking = diff.workflows().stream()
                .filter(workflow -> workflow.impact().breaksCallers())
                .count();
        String words = changed.size() == 1 ? "1 workflow differs" : changed.size() + " workflows differ";
        int code = workplace.inputs().flag("exit-code") ? ExitCode.DIFFERENT : ExitCode.DONE;
        return Report.of(
                        Verdict.DIFFERENT,
                        code,
                        Headline.of(breaking == 0 ? words : words + ", and callers may have to change"),
                        Content.of(diff))
                .andThen("look at the impact first: it says what callers and environments will notice.")
                .withChanged(changed);
    }
}
