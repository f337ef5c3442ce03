package dev.refgate.internal.git;

import static dev.refgate.internal.git.RevisionIndexFixture.assertSameAsGit;
import static dev.refgate.internal.git.RevisionIndexFixture.contentByGit;
import static dev.refgate.internal.git.RevisionIndexFixture.history;
import static dev.refgate.internal.git.RevisionIndexFixture.lines;
import static dev.refgate.internal.git.RevisionIndexFixture.objects;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.RevisionHistory;
import dev.refgate.repository.RevisionHistory.Entry;
import dev.refgate.repository.WorkflowId;
import dev.refgate.testing.GitRepo;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories, each compared with what plain git says. A failure is repeated by its seed. */
class RevisionIndexHistoriesTest {
    @TempDir
    private Path temporary;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void anIndexBuiltAtOnceSaysWhatGitSays(long seed) {
        GitRepo repo = GitRepo.createBare(temporary.resolve("repo"));
        List<String> tips = RevisionIndexRandomHistory.write(repo, new Random(seed), 120);
        String tip = tips.get(tips.size() - 1);

        assertSameAsGit(
                history(repo, temporary.resolve("index"), tip), repo, tip, RevisionIndexRandomHistory.WORKFLOWS);
    }

    /** Foxtrot merges among the tips make the branch leave its first-parent history, as a force-push does. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void anIndexThatGrowsSaysTheSameWhetherItStaysOpenOrNot(long seed) {
        Random random = new Random(seed);
        GitRepo repo = GitRepo.createBare(temporary.resolve("repo"));
        List<String> tips = RevisionIndexRandomHistory.write(repo, random, 80);
        Path reopened = temporary.resolve("reopened");
        try (ObjectAccess objects = objects(repo)) {
            RevisionIndex open = new RevisionIndex(objects, temporary.resolve("open"));
            for (int at = random.nextInt(5); at < tips.size(); at += 1 + random.nextInt(20)) {
                String tip = tips.get(at);
                assertSameAsGit(open.at(new CommitId(tip)), repo, tip, RevisionIndexRandomHistory.WORKFLOWS);
                assertSameAsGit(history(repo, reopened, tip), repo, tip, RevisionIndexRandomHistory.WORKFLOWS);
            }
            String older = tips.get(random.nextInt(tips.size()));
            assertSameAsGit(open.at(new CommitId(older)), repo, older, RevisionIndexRandomHistory.WORKFLOWS);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void contentsAreFoundWhereGitHasThem(long seed) {
        GitRepo repo = GitRepo.createBare(temporary.resolve("repo"));
        List<String> tips = RevisionIndexRandomHistory.write(repo, new Random(seed), 60);
        String tip = tips.get(tips.size() - 1);
        RevisionHistory history = history(repo, temporary.resolve("index"), tip);
        List<String> newestFirst = lines(repo.git("rev-list", "--first-parent", tip));
        WorkflowId workflow = new WorkflowId("a");
        List<Optional<String>> contents = newestFirst.stream()
                .map(commit -> contentByGit(repo, commit, "a"))
                .toList();

        assertThat(history.revisions(workflow)).isNotEmpty();
        for (Entry entry : history.revisions(workflow)) {
            String content = entry.content().hex();
            assertThat(history.lastCommitWith(workflow, new ContentId(content)))
                    .contains(new CommitId(newestFirst.get(contents.indexOf(Optional.of(content)))));
            assertThat(history.revisionsWith(workflow, new ContentId(content)))
                    .isEqualTo(RevisionIndexFixture.revisionsByGit(repo, tip, "a").stream()
                            .filter(revision -> revision.content().hex().equals(content))
                            .toList());
        }
    }
}
