package dev.refgate.internal.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.RevisionHistory;
import dev.refgate.repository.RevisionHistory.Entry;
import dev.refgate.repository.WorkflowId;
import dev.refgate.testing.GitRepo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens indexes of real repositories, and asks the git program what the right answers are. */
final class RevisionIndexFixture {

    private RevisionIndexFixture() {}

    static ObjectAccess objects(GitRepo repo) {
        IsolatedSystemReader.install();
        return new ObjectAccess(GitFolders.find(repo.folder()));
    }

    static RevisionHistory history(GitRepo repo, Path file, String tip) {
        try (ObjectAccess objects = objects(repo)) {
            return new RevisionIndex(objects, file).at(new CommitId(tip));
        }
    }

    /** The revisions by plain {@code git log} and {@code git cat-file}. */
    static List<Entry> revisionsByGit(GitRepo repo, String tip, String workflow) {
        String path = "workflows/" + workflow;
        List<String> commits = lines(repo.git("log", "--first-parent", "--reverse", "--format=%H", tip, "--", path));
        StringBuilder questions = new StringBuilder();
        commits.forEach(
                commit -> questions.append(commit).append(':').append(path).append('\n'));
        List<String> answers =
                lines(repo.gitWithInput(questions.toString(), "cat-file", "--batch-check=%(objecttype) %(objectname)"));
        assertThat(answers).hasSameSizeAs(commits);
        List<Entry> entries = new ArrayList<>();
        for (int index = 0; index < commits.size(); index++) {
            String[] answer = answers.get(index).split(" ");
            if (answer[0].equals("tree")) {
                entries.add(new Entry(entries.size() + 1, new CommitId(commits.get(index)), new ContentId(answer[1])));
            }
        }
        return entries;
    }

    static void assertSameAsGit(RevisionHistory history, GitRepo repo, String tip, List<String> workflows) {
        assertThat(history.tip()).isEqualTo(new CommitId(tip));
        assertThat(history.size()).isEqualTo(Integer.parseInt(repo.git("rev-list", "--first-parent", "--count", tip)));
        for (String name : workflows) {
            WorkflowId workflow = new WorkflowId(name);
            List<Entry> expected = revisionsByGit(repo, tip, name);
            assertThat(history.revisions(workflow)).as("revisions of %s", name).isEqualTo(expected);
            assertThat(history.current(workflow).map(entry -> entry.content().hex()))
                    .as("current content of %s", name)
                    .isEqualTo(contentByGit(repo, tip, name));
        }
    }

    /** The tree of the workflow's folder. */
    static Optional<String> contentByGit(GitRepo repo, String commit, String workflow) {
        String answer = repo.gitWithInput(
                commit + ":workflows/" + workflow + "\n", "cat-file", "--batch-check=%(objecttype) %(objectname)");
        return answer.startsWith("tree ") ? Optional.of(answer.substring("tree ".length())) : Optional.empty();
    }

    static List<String> lines(String output) {
        return output.isEmpty() ? List.of() : output.lines().toList();
    }
}
