package dev.refgate.internal.git;

import static dev.refgate.internal.git.RepositoryFixture.TRIAGE;
import static dev.refgate.internal.git.RepositoryFixture.TRIAGE_FILE;
import static dev.refgate.internal.git.RepositoryFixture.commit;
import static dev.refgate.internal.git.RepositoryFixture.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.NotFoundException;
import dev.refgate.error.RepositoryException;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.Revision;
import dev.refgate.testing.GitRepo;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {
    @TempDir
    Path temp;

    private GitRepo git;
    private GitWorkflowRepository repository;

    @BeforeEach
    void create() {
        git = GitRepo.create(temp.resolve("repo"));
        repository = open(git);
    }

    @AfterEach
    void close() {
        repository.close();
    }

    private List<String> revisionsAt(String tip) {
        return repository.revisions(TRIAGE, commit(tip)).stream()
                .map(revision -> revision.label() + " " + revision.subject())
                .toList();
    }

    private ContentId content(String commit) {
        return new ContentId(git.revParse(commit + ":workflows/triage"));
    }

    @Test
    void numbersTheCommitsThatBroughtNewContent() {
        git.commit("README.md", "1", "no workflow yet");
        git.commit(TRIAGE_FILE, "1", "one");
        git.commit("workflows/other/workflow.yml", "1", "another workflow");
        git.commit("nothing");
        git.commit(TRIAGE_FILE, "2", "two");
        git.remove("workflows/triage").commit("deleted");
        git.commit("README.md", "2", "still deleted");
        git.commit(TRIAGE_FILE, "2", "again");
        git.commit(TRIAGE_FILE, "1", "back to one");

        assertThat(revisionsAt(git.head())).containsExactly("r4 back to one", "r3 again", "r2 two", "r1 one");
        assertThat(revisionsAt(git.revParse("HEAD~3"))).containsExactly("r2 two", "r1 one");
        assertThat(revisionsAt(git.revParse("HEAD~8"))).isEmpty();
    }

    @Test
    void knowsWhoMadeARevisionAndWhen() {
        git.write(TRIAGE_FILE, "1").git("add", "--all");
        git.git(
                "commit",
                "--quiet",
                "--author=Grace Höpper <g@example.com>",
                "--date=2025-03-04T05:06:07+02:00",
                "--message=Subject line\ncontinued\n\nBody");

        assertThat(repository.revisions(TRIAGE, commit(git.head())))
                .containsExactly(new Revision(
                        1,
                        commit(git.head()),
                        content("HEAD"),
                        "Grace Höpper",
                        Instant.parse("2025-03-04T03:06:07Z"),
                        "Subject line"));
    }

    @Test
    void readsCommitsWithoutAnAuthorOrAMessage() {
        String tree = git.commit(TRIAGE_FILE, "1", "x") + "^{tree}";
        String odd = git.gitWithInput(
                "tree " + git.revParse(tree) + "\ncommitter A <a> 1767225600 +0000\n\n",
                "hash-object",
                "-t",
                "commit",
                "-w",
                "--literally",
                "--stdin");

        assertThat(repository.revisions(TRIAGE, commit(odd))).singleElement().satisfies(revision -> {
            assertThat(revision.author()).isEmpty();
            assertThat(revision.time()).isEqualTo(Instant.ofEpochSecond(1767225600));
            assertThat(revision.subject()).isEmpty();
        });
    }

    @Test
    void seesAMergeAsOneCommitOfItsFirstParent() {
        git.commit(TRIAGE_FILE, "1", "one");
        git.git("checkout", "--quiet", "-b", "feature");
        git.commit(TRIAGE_FILE, "2", "on the branch");
        String onBranch = git.commit(TRIAGE_FILE, "3", "on the branch again");
        git.git("checkout", "--quiet", "main");
        git.git("merge", "--quiet", "--no-ff", "--message=merged", "feature");

        assertThat(revisionsAt(git.head())).containsExactly("r2 merged", "r1 one");
        assertThat(revisionsAt(onBranch)).containsExactly("r3 on the branch again", "r2 on the branch", "r1 one");
        assertThat(repository.held(TRIAGE, content("feature"), commit(git.head())))
                .isTrue();
        assertThat(repository.held(TRIAGE, content("feature~1"), commit(git.head())))
                .isFalse();
        assertThat(repository.held(TRIAGE, content("feature~1"), commit(onBranch)))
                .isTrue();
        assertThat(repository.isReachable(commit(onBranch), List.of(commit(git.head()))))
                .isTrue();
    }

    @Test
    void takesNoFileAndNoLinkForAWorkflow() {
        git.commit("workflows/triage", "a file", "a file");
        git.remove("workflows/triage").commit(TRIAGE_FILE, "1", "a folder");

        assertThat(revisionsAt(git.head())).containsExactly("r1 a folder");
    }

    @Test
    void readsTheFirstParentHistoryToALimit() {
        String one = git.commit("a", "1", "one");
        String two = git.commit("a", "2", "two");
        String three = git.commit("a", "3", "three");

        assertThat(repository.firstParentHistory(commit(three), 2)).containsExactly(commit(three), commit(two));
        assertThat(repository.firstParentHistory(commit(three), 9))
                .containsExactly(commit(three), commit(two), commit(one));
        assertThat(repository.firstParentHistory(commit(three), 0)).isEmpty();
    }

    @Test
    void refusesTipsThatAreNoCommits() {
        String tree = git.revParse(git.commit(TRIAGE_FILE, "1", "one") + "^{tree}");
        CommitId none = commit("1234567890123456789012345678901234567890");

        assertThatThrownBy(() -> repository.revisions(TRIAGE, none))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining(none.hex());
        assertThatThrownBy(() -> repository.firstParentHistory(commit(tree), 1))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("an object of another kind");
        assertThat(repository.isReachable(none, List.of(commit(git.head())))).isFalse();
        assertThat(repository.isReachable(commit(tree), List.of(commit(git.head()))))
                .isFalse();
        assertThat(repository.isReachable(commit(git.head()), List.of())).isFalse();
    }

    @Test
    void countsNothingWhereTheHistoryIsCutOff() {
        git.commit(TRIAGE_FILE, "1", "one");
        git.commit(TRIAGE_FILE, "2", "two");
        git.commit(TRIAGE_FILE, "3", "three");
        ContentId gone = content("HEAD~2");
        CommitId tip = commit(git.head());
        GitRepo shallow = git.cloneTo(temp.resolve("shallow"), "--depth=2");

        try (GitWorkflowRepository cut = open(shallow)) {
            assertThatThrownBy(() -> cut.revisions(TRIAGE, tip))
                    .isInstanceOf(RepositoryException.class)
                    .hasMessageContaining("shallow clone")
                    .hasMessageContaining("git -C " + shallow.folder() + " fetch --unshallow")
                    .hasMessageContaining("fetch-depth: 0");
            assertThat(cut.firstParentHistory(tip, 9)).hasSize(2);
            assertThat(cut.held(TRIAGE, content("HEAD~1"), tip)).isTrue();
            assertThatThrownBy(() -> cut.held(TRIAGE, gone, tip)).isInstanceOf(RepositoryException.class);
            assertThat(cut.isReachable(commit(git.revParse("HEAD~1")), List.of(tip)))
                    .isTrue();

            shallow.git("fetch", "--quiet", "--unshallow");
            assertThat(cut.revisions(TRIAGE, tip)).hasSize(3);
        }
    }

    @Test
    void reachesCommitsWhateverTheirDatesSay() {
        Random random = new Random(7);
        List<String> commits = new ArrayList<>();
        String tree = git.revParse(git.commit("a", "1", "root") + "^{tree}");
        commits.add(git.head());
        for (int i = 0; i < 40; i++) {
            List<String> parents = new ArrayList<>();
            for (int parent = 0; parent <= random.nextInt(2); parent++) {
                parents.addAll(List.of("-p", commits.get(random.nextInt(commits.size()))));
            }
            commits.add(git.gitWithInput(
                    "tree " + tree + "\n" + parentLines(parents) + "author A <a> " + random.nextInt(1_000_000_000)
                            + " +0000\ncommitter A <a> " + random.nextInt(1_000_000_000) + " +0000\n\n" + i + "\n",
                    "hash-object",
                    "-t",
                    "commit",
                    "-w",
                    "--stdin"));
        }
        List<CommitId> tips = List.of(commit(commits.get(40)), commit(commits.get(35)));
        List<String> expected =
                git.git("rev-list", commits.get(40), commits.get(35)).lines().toList();

        assertThat(expected).hasSizeBetween(5, 40);
        for (String candidate : commits) {
            assertThat(repository.isReachable(commit(candidate), tips)).isEqualTo(expected.contains(candidate));
        }
    }

    private static String parentLines(List<String> parents) {
        StringBuilder lines = new StringBuilder();
        parents.stream()
                .filter(word -> !word.equals("-p"))
                .distinct()
                .forEach(parent -> lines.append("parent ").append(parent).append('\n'));
        return lines.toString();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void countsAsGitDoesOverAHistoryOfManyShapes(boolean commitGraph) {
        String tip = new RandomHistory(git, 3).write(300);
        if (commitGraph) {
            git.git("commit-graph", "write", "--reachable", "--changed-paths");
        }

        List<String> expected = expectedRevisions(tip);

        assertThat(expected).hasSizeGreaterThan(20);
        assertThat(repository.revisions(TRIAGE, commit(tip)))
                .extracting(revision ->
                        revision.commit().hex() + " " + revision.content().hex())
                .containsExactlyElementsOf(expected);
    }

    /** Newest first, found by git alone. */
    private List<String> expectedRevisions(String tip) {
        List<String> commits =
                git.git("rev-list", "--first-parent", tip).lines().toList();
        StringBuilder questions = new StringBuilder();
        commits.forEach(commit -> questions.append(commit).append(":workflows/triage\n"));
        List<String> contents = git.gitWithInput(
                        questions.toString(), "cat-file", "--batch-check=%(objecttype) %(objectname)")
                .lines()
                .toList();
        List<String> revisions = new ArrayList<>();
        for (int i = 0; i < commits.size(); i++) {
            String content = contents.get(i);
            String before = i + 1 < commits.size() ? contents.get(i + 1) : "";
            if (content.startsWith("tree ") && !content.equals(before)) {
                revisions.add(commits.get(i) + content.substring("tree".length()));
            }
        }
        return revisions;
    }
}
