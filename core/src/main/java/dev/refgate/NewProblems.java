package dev.refgate;

import dev.refgate.document.InvalidDocumentException;
import dev.refgate.document.Problem;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowRepository;
import java.util.List;
import java.util.Set;

/** Refuses changes that make something worse. What was wrong before keeps nobody from a change. */
final class NewProblems {
    private final RepositoryValidator validator;
    private final WorkflowRepository repository;

    NewProblems(RepositoryValidator validator, WorkflowRepository repository) {
        this.validator = validator;
        this.repository = repository;
    }

    /**
     * @throws InvalidDocumentException when something is wrong in {@code after} that was not in {@code before}
     */
    void refuse(CommitId before, CommitId after) {
        List<Problem> problems = validator.problems(repository.treeAt(after));
        if (problems.isEmpty()) {
            return;
        }
        Set<Problem> known = Set.copyOf(validator.problems(repository.treeAt(before)));
        List<Problem> added =
                problems.stream().filter(problem -> !known.contains(problem)).toList();
        if (!added.isEmpty()) {
            throw new InvalidDocumentException(added);
        }
    }
}
