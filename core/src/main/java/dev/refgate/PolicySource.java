package dev.refgate;

import dev.refgate.document.InvalidDocumentException;
import dev.refgate.document.Location;
import dev.refgate.document.Problems;
import dev.refgate.error.NotFoundException;
import dev.refgate.policy.Policy;
import dev.refgate.policy.PolicyParser;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowRepository;
import dev.refgate.repository.WorkflowTree;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The policy at the tip of the source branch. A tip whose file cannot be used does not stop runs: the last valid file on
 * the branch's first-parent history goes on counting, and the state says why.
 */
final class PolicySource {
    /** How far back a valid file is looked for. */
    private static final int SEARCHED_COMMITS = 1_000;

    private static final String BRANCH_PREFIX = "refs/heads/";

    private final WorkflowRepository repository;
    private final PolicyParser parser;
    private final String sourceRef;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable AtTip known;

    /** What was found at a tip; either a state, or why there is none. */
    private record AtTip(
            CommitId tip,
            @Nullable PolicyState state,
            @Nullable RuntimeException failure) {}

    PolicySource(WorkflowRepository repository, PolicyParser parser, Optional<String> source) {
        this.repository = repository;
        this.parser = parser;
        this.sourceRef = source.map(SourceBranch::fullName).orElseGet(new SourceBranch(repository, parser)::find);
    }

    /** The source branch's full name. */
    String sourceRef() {
        return sourceRef;
    }

    CommitId sourceTip() {
        return repository
                .commitAt(sourceRef)
                .orElseThrow(() -> new NotFoundException("source branch: " + sourceRef + " does not exist in "
                        + repository.location() + " (expected a branch with refgate.yml at its root: commit one, or say"
                        + " --source BRANCH)"));
    }

    PolicyState current() {
        CommitId tip = sourceTip();
        AtTip found = known;
        if (found == null || !found.tip().equals(tip)) {
            found = readOnce(tip);
        }
        if (found.state() == null) {
            throw found.failure() == null ? new IllegalStateException("no policy and no reason") : found.failure();
        }
        return found.state();
    }

    /** When the branch has moved all calls ask at once, and the file is the same for all of them. */
    private AtTip readOnce(CommitId tip) {
        reading.lock();
        try {
            AtTip found = known;
            if (found == null || !found.tip().equals(tip)) {
                found = read(tip);
                known = found;
            }
            return found;
        } finally {
            reading.unlock();
        }
    }

    private AtTip read(CommitId tip) {
        Problems problems = new Problems();
        Optional<Policy> atTip = policyAt(tip, problems);
        if (atTip.isPresent()) {
            return new AtTip(tip, new PolicyState(atTip.get(), tip, Optional.empty()), null);
        }
        InvalidDocumentException reason = new InvalidDocumentException(problems.sorted());
        List<CommitId> history = repository.firstParentHistory(tip, SEARCHED_COMMITS);
        for (CommitId earlier : history) {
            Optional<Policy> policy = policyAt(earlier, new Problems());
            if (policy.isPresent()) {
                return new AtTip(tip, new PolicyState(policy.get(), earlier, Optional.of(reason.getMessage())), null);
            }
        }
        return new AtTip(tip, null, reason);
    }

    private Optional<Policy> policyAt(CommitId commit, Problems problems) {
        Optional<byte[]> file = repository.treeAt(commit).policyFile();
        if (file.isEmpty()) {
            problems.add(
                    Location.ofFile(WorkflowTree.POLICY_FILE),
                    "missing at commit " + commit.abbreviated() + " of " + sourceRef
                            + " (expected a file at the repository's root: refgate init writes one)");
            return Optional.empty();
        }
        Optional<Policy> policy = parser.parse(file.get(), problems);
        if (policy.isPresent() && !policy.get().sourceRef().equals(sourceRef)) {
            String named = policy.get().source();
            problems.add(
                    Location.ofFile(WorkflowTree.POLICY_FILE),
                    "source: " + named + " (expected " + sourceRef.substring(BRANCH_PREFIX.length())
                            + ", the branch that this file was read from; to use the other branch, say --source "
                            + named
                            + ")");
            return Optional.empty();
        }
        return policy;
    }
}
