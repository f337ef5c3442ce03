package dev.refgate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.refgate.environment.Environment;
import dev.refgate.error.NotAllowedException;
import dev.refgate.error.NotFoundException;
import dev.refgate.error.RefgateException;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.RevisionHistory;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Turns what a caller calls a revision into a commit, and knows which commits may be run. */
final class Revisions {
    private static final Pattern NUMBER = Pattern.compile("r[1-9][0-9]{0,8}");
    private static final String LATEST = "latest";
    private static final int REMEMBERED = 1_000;

    private final WorkflowRepository repository;
    private final PolicySource policies;
    private final Cache<Question, Boolean> reachable =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    private record Question(CommitId commit, List<CommitId> tips) {}

    Revisions(WorkflowRepository repository, PolicySource policies) {
        this.repository = repository;
        this.policies = policies;
    }

    /** Whether it has the form of a number, such as {@code r12}. */
    static boolean isNumber(String revision) {
        return NUMBER.matcher(revision).matches();
    }

    /**
     * @param revision a full or short commit id, a branch, a tag, or {@code latest}
     */
    CommitId commit(String revision) {
        return revision.equals(LATEST) ? policies.sourceTip() : repository.commitNamed(revision);
    }

    /**
     * @param revision the same, or a number such as {@code r12}
     */
    CommitId commit(WorkflowId workflow, String revision) {
        return isNumber(revision) ? numbered(workflow, revision) : commit(revision);
    }

    private CommitId numbered(WorkflowId workflow, String label) {
        RevisionHistory history = repository.history(policies.sourceTip());
        return history.revision(workflow, Integer.parseInt(label.substring(1)))
                .map(RevisionHistory.Entry::commit)
                .orElseThrow(() -> new NotFoundException("revision: " + label + " of workflow " + workflow
                        + unknownNumber(history.revisions(workflow))));
    }

    private String unknownNumber(List<RevisionHistory.Entry> known) {
        return known.isEmpty()
                ? " (it has no revision on " + policies.sourceRef() + ")"
                : " (expected r1 to r" + known.size() + ")";
    }

    /** Refuses a commit that neither the source branch nor an environment reaches, however it came to be there. */
    void requireReachable(CommitId commit, String revision) {
        List<CommitId> tips = tips();
        Question question = new Question(commit, tips);
        if (!reachable.get(question, asked -> repository.isReachable(asked.commit(), asked.tips()))) {
            throw new NotAllowedException("revision: " + revision + " is commit " + commit.abbreviated()
                    + ", which is not reachable from " + policies.sourceRef()
                    + " or from an environment (expected a commit that is: merge it, or promote it)");
        }
    }

    private List<CommitId> tips() {
        List<CommitId> tips = new ArrayList<>();
        tips.add(policies.sourceTip());
        for (Environment environment : policies.current().policy().environments()) {
            try {
                repository.commitAt(environment.ref().fullName()).ifPresent(tips::add);
            } catch (RefgateException e) {
                // An environment whose ref leads nowhere makes nothing reachable; its own calls say why.
                continue;
            }
        }
        return tips.stream().distinct().toList();
    }
}
