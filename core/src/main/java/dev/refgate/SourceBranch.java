package dev.refgate;

import dev.refgate.document.Problems;
import dev.refgate.environment.EnvironmentRef;
import dev.refgate.error.NotFoundException;
import dev.refgate.policy.Policy;
import dev.refgate.policy.PolicyParser;
import dev.refgate.repository.WorkflowRepository;
import java.util.Optional;

/**
 * Which branch is the source branch when nobody says: the one that HEAD names. In a work tree HEAD says no more than what
 * somebody works on, so there the file on that branch may name another local branch, whose own file has to agree.
 */
final class SourceBranch {
    private final WorkflowRepository repository;
    private final PolicyParser parser;

    SourceBranch(WorkflowRepository repository, PolicyParser parser) {
        this.repository = repository;
        this.parser = parser;
    }

    /**
     * Its full name.
     *
     * @throws NotFoundException when HEAD is detached, or a remote's names a branch that is not there
     */
    String find() {
        String head = repository
                .headBranch()
                .orElseThrow(() -> new NotFoundException("source branch: HEAD of " + repository.location()
                        + " names no branch, or none that is there (expected: say --source main)"));
        if (repository.workTree().isEmpty()) {
            return head;
        }
        return namedOn(head)
                .filter(named -> namedOn(named).filter(named::equals).isPresent())
                .orElse(head);
    }

    static String fullName(String branch) {
        return branch.startsWith(EnvironmentRef.BRANCH_PREFIX) ? branch : EnvironmentRef.BRANCH_PREFIX + branch;
    }

    /** The source branch that a branch's file names. */
    private Optional<String> namedOn(String branch) {
        return repository
                .commitAt(branch)
                .flatMap(tip -> repository.treeAt(tip).policyFile())
                .flatMap(file -> parser.parse(file, new Problems()))
                .map(Policy::sourceRef);
    }
}
