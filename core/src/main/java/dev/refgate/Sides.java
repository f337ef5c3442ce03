package dev.refgate;

import dev.refgate.document.Nearest;
import dev.refgate.environment.Environments;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.NotFoundException;
import dev.refgate.internal.git.DirectoryTree;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowRepository;
import dev.refgate.repository.WorkflowTree;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what a side of a comparison means. */
final class Sides {
    private static final String WORK_TREE = "work tree";
    private static final Pattern PULL_REQUEST = Pattern.compile("(?:pr/|#)([1-9][0-9]{0,8})");

    private final WorkflowRepository repository;
    private final PolicySource policies;
    private final Revisions revisions;
    private final EnvironmentStates states;

    Sides(WorkflowRepository repository, PolicySource policies, Revisions revisions, EnvironmentStates states) {
        this.repository = repository;
        this.policies = policies;
        this.revisions = revisions;
        this.states = states;
    }

    /**
     * A side, found.
     *
     * @param label what the user said, and the short commit id
     */
    record Resolved(String label, WorkflowTree tree) {}

    /**
     * @param workflows those that are compared: only one alone has revisions' numbers
     * @param trees gives a commit's files
     */
    Resolved resolve(Side side, Set<WorkflowId> workflows, Function<CommitId, WorkflowTree> trees) {
        if (side instanceof Side.Named named) {
            CommitId commit = commit(named.name(), workflows);
            return new Resolved(named.name() + " (" + commit.abbreviated() + ")", trees.apply(commit));
        }
        return repository
                .workTree()
                .map(folder -> new Resolved(WORK_TREE, new DirectoryTree(folder)))
                .orElseThrow(() -> new InvalidArgumentException(WORK_TREE + ": " + repository.location()
                        + " is a bare repository and has none (expected an environment or a revision)"));
    }

    private CommitId commit(String name, Set<WorkflowId> workflows) {
        Environments environments = policies.current().policy().environments();
        if (environments.names().contains(name)) {
            return states.tip(environments.named(name));
        }
        if (Revisions.isNumber(name) && workflows.size() == 1) {
            return revisions.commit(workflows.iterator().next(), name);
        }
        Matcher pull = PULL_REQUEST.matcher(name);
        if (pull.matches()) {
            return pullRequest(name, pull.group(1));
        }
        try {
            return revisions.commit(name);
        } catch (NotFoundException e) {
            throw Revisions.isNumber(name) ? ofNoWorkflow(name) : unknown(name, environments, e);
        }
    }

    /** A pull request's head is here only when somebody fetched it: forges keep it below a name of its own. */
    private CommitId pullRequest(String name, String number) {
        String ref = "refs/pull/" + number + "/head";
        return repository
                .commitAt(ref)
                .orElseThrow(
                        () -> new NotFoundException("pull request: " + name + " (expected its head at " + ref + " in "
                                + repository.location() + ": git -C " + repository.location() + " fetch origin " + ref
                                + ":" + ref
                                + ")"));
    }

    private static InvalidArgumentException ofNoWorkflow(String number) {
        return new InvalidArgumentException("revision: " + number
                + " is a number, and each workflow counts its own (expected exactly one workflow to be named, or a"
                + " commit id, branch or tag)");
    }

    private static NotFoundException unknown(String name, Environments environments, NotFoundException noRevision) {
        return new NotFoundException(
                "environment: " + name + " (expected one of: " + String.join(", ", environments.names())
                        + Nearest.hint(name, environments.names()) + "), nor is there a " + noRevision.getMessage(),
                noRevision);
    }
}
