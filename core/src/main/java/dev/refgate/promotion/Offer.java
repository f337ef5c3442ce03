package dev.refgate.promotion;

import dev.refgate.environment.Environment;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.NotFoundException;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowRepository;
import java.util.Optional;

/**
 * What the environment before can give.
 *
 * @param from that environment
 * @param tip where it points
 * @param contents what it has now
 * @param isSource whether it is the source branch
 */
record Offer(Environment from, CommitId tip, WorkflowContents contents, boolean isSource) {

    /** Whether it tracks a branch, all of whose revisions it gives. */
    boolean tracksBranch() {
        return from.from().isEmpty();
    }

    Optional<ContentId> content(WorkflowId workflow) {
        return contents.of(workflow);
    }

    static Offer read(DeploymentStore store, Situation situation, Optional<String> wanted) {
        Environment to = situation.environment();
        String name = to.from()
                .orElseThrow(
                        () -> new InvalidArgumentException(
                                "environment: " + to.name()
                                        + " has no \"from\" in refgate.yml, so nothing is promoted to it (expected \"from: ENVIRONMENT\" there)"));
        wanted.filter(each -> !each.equals(name)).ifPresent(each -> {
            throw new InvalidArgumentException(
                    "from: " + each + " (expected " + name + ": refgate.yml says where " + to.name() + " gets from)");
        });
        Environment from = situation.policy().policy().environments().named(name);
        CommitId tip = store.tip(from.ref().fullName())
                .map(PointerTip::commit)
                .orElseThrow(() -> new NotFoundException("environment: " + name + " points to "
                        + from.ref().fullName() + ", which does not exist (expected" + " something that " + to.name()
                        + " can get: promote to " + name + " first)"));
        return new Offer(
                from,
                tip,
                store.contents(tip),
                from.ref().fullName().equals(situation.policy().policy().sourceRef()));
    }

    /** Whether the content, or none, may leave the environment. */
    boolean gives(WorkflowRepository repository, WorkflowId workflow, Optional<ContentId> content) {
        return content(workflow).equals(content)
                || content.isPresent() && tracksBranch() && gave(repository, workflow, content.get());
    }

    private boolean gave(WorkflowRepository repository, WorkflowId workflow, ContentId content) {
        return isSource
                ? repository.history(tip).lastCommitWith(workflow, content).isPresent()
                : repository.held(workflow, content, tip);
    }
}
