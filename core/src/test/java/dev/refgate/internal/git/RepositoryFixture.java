package dev.refgate.internal.git;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowId;
import dev.refgate.testing.GitRepo;
import java.nio.file.Path;

/** Words that the tests of this package share. */
final class RepositoryFixture {
    static final WorkflowId TRIAGE = new WorkflowId("triage");
    static final String TRIAGE_FILE = "workflows/triage/workflow.yml";

    private RepositoryFixture() {}

    static GitWorkflowRepository open(GitRepo repo) {
        return GitWorkflowRepository.open(repo.folder());
    }

    static GitWorkflowRepository open(Path path) {
        return GitWorkflowRepository.open(path);
    }

    static CommitId commit(String id) {
        return new CommitId(id);
    }
}
