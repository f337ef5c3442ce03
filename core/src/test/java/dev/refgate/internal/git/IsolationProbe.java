package dev.refgate.internal.git;

import dev.refgate.repository.CommitId;
import java.nio.file.Path;

/** Reads a repository in a JVM of its own, and prints what it read. */
final class IsolationProbe {

    private IsolationProbe() {}

    public static void main(String[] arguments) {
        try (GitWorkflowRepository repository = GitWorkflowRepository.open(Path.of(arguments[0]))) {
            CommitId head = repository.commitAt("refs/heads/main").orElseThrow();
            System.out.println(head + " " + repository.treeAt(head).folderNames() + " "
                    + repository.revisions(RepositoryFixture.TRIAGE, head).size());
        }
    }
}
