package dev.refgate.internal.git;

import static dev.refgate.internal.git.RevisionIndexFixture.assertSameAsGit;
import static dev.refgate.internal.git.RevisionIndexFixture.contentByGit;
import static dev.refgate.internal.git.RevisionIndexFixture.history;
import static dev.refgate.internal.git.RevisionIndexFixture.objects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.NotFoundException;
import dev.refgate.error.RepositoryException;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.RevisionHistory;
import dev.refgate.repository.RevisionHistory.Entry;
import dev.refgate.repository.WorkflowId;
import dev.refgate.testing.GitRepo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevisionIndexTest {
    private static final WorkflowId TRIAGE = new WorkflowId("triage");
    private static final String FILE = "workflows/triage/workflow.yml";

    @TempDir
    private Path temporary;

    private GitRepo repo;
    private Path file;

    @BeforeEach
    void newRepository() {
        repo = GitRepo.create(temporary.resolve("repo"));
        file = temporary.resolve("index/main.revisions");
    }

    @Test
    void aRootCommitBringsTheFirstRevision() {
        String root = repo.commit(FILE, "one", "root");

        assertThat(history(repo, file, root).revisions(TRIAGE))
                .containsExactly(new Entry(1, new CommitId(root), content(root, "triage")));
        assertSameAsGit(history(repo, file, root), repo, root, List.of("triage", "other"));
    }

    @Test
    void emptyCommitsAndOtherFilesAreNoRevisions() {
        repo.commit(FILE, "one", "r1");
        repo.commit("nothing");
        repo.commit("README.md", "read me", "elsewhere");
        repo.commit("triage/workflow.yml", "no workflow", "the same name elsewhere");
        String tip = repo.commit("workflows/other/workflow.yml", "one", "another workflow");

        assertThat(numbers(history(repo, file, tip), "triage")).containsExactly(1);
        assertSameAsGit(history(repo, file, tip), repo, tip, List.of("triage", "other"));
    }

    @Test
    void aChangeFarBelowTheFolderIsARevision() {
        repo.commit("workflows/triage/prompts/de/reply.md", "Hallo", "r1");
        String tip = repo.commit("workflows/triage/prompts/de/reply.md", "Guten Tag", "r2");

        assertThat(numbers(history(repo, file, tip), "triage")).containsExactly(1, 2);
        assertSameAsGit(history(repo, file, tip), repo, tip, List.of("triage", "prompts"));
    }

    @Test
    void aDeletionCountsNothingAndTheSameContentAfterItIsANewRevision() {
        String first = repo.commit(FILE, "one", "r1");
        String deletion = repo.remove("workflows/triage").commit("deleted");
        String again = repo.commit(FILE, "one", "r2");

        assertThat(history(repo, file, deletion).current(TRIAGE)).isEmpty();
        RevisionHistory history = history(repo, file, again);
        assertThat(history.revisions(TRIAGE))
                .extracting(Entry::commit)
                .containsExactly(new CommitId(first), new CommitId(again));
        assertThat(history.revisionsWith(TRIAGE, content(first, "triage"))).hasSize(2);
        assertSameAsGit(history, repo, again, List.of("triage"));
    }

    @Test
    void aRenamedFolderIsADeletionAndACreation() {
        repo.commit(FILE, "one", "r1");
        repo.git("mv", "workflows/triage", "workflows/routing");
        String tip = repo.commit("renamed");

        RevisionHistory history = history(repo, file, tip);
        assertThat(history.current(TRIAGE)).isEmpty();
        assertThat(numbers(history, "routing")).containsExactly(1);
        assertSameAsGit(history, repo, tip, List.of("triage", "routing"));
    }

    @Test
    void aMergeIsOneRevisionHoweverManyCommitsItBrings() {
        repo.commit(FILE, "one", "r1");
        repo.git("checkout", "--quiet", "-b", "feature");
        repo.commit(FILE, "two", "on the branch");
        repo.commit(FILE, "three", "on the branch");
        repo.git("checkout", "--quiet", "main");
        repo.commit("README.md", "read me", "meanwhile");
        repo.git("merge", "--quiet", "--no-ff", "--message", "merged", "feature");
        String merge = repo.head();
        repo.git("merge", "--quiet", "--no-ff", "--strategy=ours", "--message", "nothing new", merge + "^2");
        String tip = repo.head();

        assertThat(history(repo, file, tip).revisions(TRIAGE))
                .extracting(Entry::commit)
                .element(1)
                .isEqualTo(new CommitId(merge));
        assertSameAsGit(history(repo, file, tip), repo, tip, List.of("triage"));
    }

    @Test
    void whatIsNoFolderIsNoWorkflow() throws Exception {
        repo.write("workflows/notes", "a file").commit("file");
        Files.createSymbolicLink(repo.folder().resolve("workflows/link"), Path.of("triage"));
        repo.commit(FILE, "one", "link");
        repo.git("update-index", "--add", "--cacheinfo", "160000," + repo.head() + ",workflows/module");
        repo.git("commit", "--quiet", "--message", "submodule");
        String tip = repo.head();

        RevisionHistory history = history(repo, file, tip);
        assertThat(List.of(
                        numbers(history, "notes"),
                        numbers(history, "link"),
                        numbers(history, "module"),
                        numbers(history, "triage")))
                .containsExactly(List.of(), List.of(), List.of(), List.of(1));
    }

    @Test
    void aFolderThatBecomesAFileIsDeletedUntilItIsAFolderAgain() {
        repo.commit(FILE, "one", "r1");
        String asFile = repo.remove("workflows/triage").commit("workflows/triage", "a file", "now a file");
        String tip = repo.remove("workflows/triage").commit(FILE, "one", "r2");

        assertThat(history(repo, file, asFile).current(TRIAGE)).isEmpty();
        assertThat(numbers(history(repo, file, tip), "triage")).containsExactly(1, 2);
        assertSameAsGit(history(repo, file, tip), repo, tip, List.of("triage"));
    }

    @Test
    void theWholeFolderOfWorkflowsMayComeAndGoAndBeAFile() {
        repo.commit("README.md", "read me", "no workflows yet");
        repo.commit(FILE, "one", "r1");
        repo.remove("workflows").commit("README.md", "none", "gone");
        repo.commit("workflows", "a file", "a file of that name");
        String tip = repo.remove("workflows").commit(FILE, "one", "r2");

        assertThat(numbers(history(repo, file, tip), "triage")).containsExactly(1, 2);
        assertSameAsGit(history(repo, file, tip), repo, tip, List.of("triage"));
    }

    @Test
    void namesThatSortDifferentlyAsFilesAndFoldersAreKeptApart() {
        List<String> names = List.of("a", "a-b", "a0", "a_", "ab", "a-");
        names.forEach(name -> repo.write("workflows/" + name + "/workflow.yml", name));
        repo.write("workflows/a.txt", "a file").write("workflows/ä/workflow.yml", "no id");
        repo.commit("all");
        repo.remove("workflows/a").commit("workflows/a-b/workflow.yml", "two", "gone, changed");
        repo.remove("workflows/ab").commit("workflows/a", "a file", "a is a file, ab is gone");
        String tip = repo.remove("workflows/a").commit("workflows/a/workflow.yml", "a", "a is back");

        assertThat(numbers(history(repo, file, tip), "a")).containsExactly(1, 2);
        assertSameAsGit(history(repo, file, tip), repo, tip, names);
    }

    @Test
    void thousandsOfFoldersAreToldApart() {
        List<String> names =
                IntStream.range(0, 3000).mapToObj(number -> "w" + number).toList();
        StringBuilder stream = new StringBuilder();
        stream.append("commit refs/heads/many\ncommitter A <a@example.com> 1767225600 +0000\ndata 3\nall\n");
        names.forEach(name -> stream.append("M 100644 inline workflows/%s/workflow.yml\ndata 1\n1\n".formatted(name)));
        stream.append("commit refs/heads/many\ncommitter A <a@example.com> 1767225660 +0000\ndata 4\nsome\n");
        stream.append("M 100644 inline workflows/w1999/workflow.yml\ndata 1\n2\nD workflows/w42\n");
        repo.gitWithInput(stream.toString(), "fast-import", "--quiet");
        String tip = repo.revParse("refs/heads/many");

        RevisionHistory history = history(repo, file, tip);
        assertThat(names.stream()
                        .filter(name -> history.current(new WorkflowId(name)).isEmpty()))
                .containsExactly("w42");
        assertThat(names.stream().filter(name -> numbers(history, name).size() == 2))
                .containsExactly("w1999");
        assertSameAsGit(history, repo, tip, List.of("w0", "w42", "w1999", "w2999"));
    }

    @Test
    void aRevisionIsFoundByItsNumber() {
        repo.commit(FILE, "one", "r1");
        String second = repo.commit(FILE, "two", "r2");
        RevisionHistory history = history(repo, file, second);

        assertThat(history.revision(TRIAGE, 2)).contains(new Entry(2, new CommitId(second), content(second, "triage")));
        assertThat(Stream.of(0, -1, 3).map(number -> history.revision(TRIAGE, number)))
                .allMatch(Optional::isEmpty);
    }

    @Test
    void contentTellsItsRevisionsAndTheLastCommitThatHadIt() {
        String first = repo.commit(FILE, "one", "r1");
        String second = repo.commit(FILE, "two", "r2");
        repo.commit(FILE, "one", "r3");
        String lastWithOne = repo.commit("nothing");
        repo.remove("workflows/triage").commit("deleted");
        String tip = repo.commit(FILE, "three", "r4");
        RevisionHistory history = history(repo, file, tip);

        assertThat(history.revisionsWith(TRIAGE, content(first, "triage")))
                .extracting(Entry::number)
                .containsExactly(1, 3);
        assertThat(history.lastCommitWith(TRIAGE, content(first, "triage"))).contains(new CommitId(lastWithOne));
        assertThat(history.lastCommitWith(TRIAGE, content(second, "triage"))).contains(new CommitId(second));
        assertThat(history.lastCommitWith(TRIAGE, content(tip, "triage"))).contains(new CommitId(tip));
        ContentId never = new ContentId("0123456789012345678901234567890123456789");
        assertThat(history.revisionsWith(TRIAGE, never)).isEmpty();
        assertThat(history.lastCommitWith(TRIAGE, never)).isEmpty();
        ContentId deleted = new ContentId("0000000000000000000000000000000000000000");
        assertThat(history.revisionsWith(TRIAGE, deleted)).isEmpty();
        assertThat(history.lastCommitWith(TRIAGE, deleted)).isEmpty();
    }

    @Test
    void anOlderTipIsAnsweredFromTheSameIndexWithoutWhatCameLater() {
        List<String> commits = new ArrayList<>();
        for (int number = 1; number <= 5; number++) {
            commits.add(repo.commit(FILE, "content " + number, "r" + number));
        }
        commits.add(repo.remove("workflows/triage").commit("deleted"));
        try (ObjectAccess objects = objects(repo)) {
            RevisionIndex index = new RevisionIndex(objects, file);
            index.at(new CommitId(commits.get(5)));
            for (String commit : commits) {
                assertSameAsGit(index.at(new CommitId(commit)), repo, commit, List.of("triage"));
            }
        }
    }

    @Test
    void aHistoryStaysWhatItIsWhenTheIndexGrows() {
        String first = repo.commit(FILE, "one", "r1");
        try (ObjectAccess objects = objects(repo)) {
            RevisionIndex index = new RevisionIndex(objects, file);
            RevisionHistory before = index.at(new CommitId(first));
            String second = repo.commit(FILE, "two", "r2");
            RevisionHistory after = index.at(new CommitId(second));

            assertThat(numbers(before, "triage")).containsExactly(1);
            assertThat(numbers(after, "triage")).containsExactly(1, 2);
        }
    }

    @Test
    void aRewrittenBranchKeepsOnlyWhatIsStillThere() {
        repo.commit(FILE, "one", "r1");
        repo.commit("workflows/kept/workflow.yml", "one", "kept");
        String fork = repo.head();
        repo.commit("workflows/dropped/workflow.yml", "one", "dropped");
        String old = repo.commit(FILE, "two", "r2, dropped");
        history(repo, file, old);
        repo.git("reset", "--quiet", "--hard", fork);
        repo.commit("workflows/newer/workflow.yml", "one", "new");
        String tip = repo.commit(FILE, "three", "r2");

        List<String> names = List.of("triage", "kept", "dropped", "newer");
        assertSameAsGit(history(repo, file, tip), repo, tip, names);
        assertSameAsGit(history(repo, file, old), repo, old, names);
        assertSameAsGit(history(repo, file, tip), repo, tip, names);
    }

    @Test
    void aBranchThatStartsAgainFromNothingIsIndexedFromNothing() {
        String old = repo.commit(FILE, "one", "r1");
        history(repo, file, old);
        repo.git("checkout", "--quiet", "--orphan", "again");
        String tip = repo.commit(FILE, "two", "r1 again");

        assertThat(history(repo, file, tip).revisions(TRIAGE))
                .containsExactly(new Entry(1, new CommitId(tip), content(tip, "triage")));
        assertSameAsGit(history(repo, file, tip), repo, tip, List.of("triage"));
    }

    @Test
    void aShallowCloneIsRefusedWithTheRemedyAndWorksOnceItIsWhole() {
        repo.commit(FILE, "one", "r1");
        repo.commit(FILE, "two", "r2");
        String tip = repo.commit(FILE, "three", "r3");
        GitRepo clone = repo.cloneTo(temporary.resolve("clone"), "--depth=2");

        assertThatThrownBy(() -> history(clone, file, tip))
                .isInstanceOf(RepositoryException.class)
                .hasMessageContaining("shallow")
                .hasMessageContaining(" fetch --unshallow")
                .hasMessageContaining("fetch-depth: 0");
        assertThat(file).doesNotExist();

        clone.git("fetch", "--quiet", "--unshallow");
        assertSameAsGit(history(clone, file, tip), repo, tip, List.of("triage"));
    }

    @Test
    void aShallowCloneIsFineWhereTheIndexKnowsWhatIsCutOff() {
        repo.commit(FILE, "one", "r1");
        history(repo, file, repo.commit(FILE, "two", "r2"));
        String tip = repo.commit(FILE, "three", "r3");
        GitRepo clone = repo.cloneTo(temporary.resolve("clone"), "--depth=2");

        assertSameAsGit(history(clone, file, tip), repo, tip, List.of("triage"));
    }

    @Test
    void aCommitThatIsNotThereIsNotFound() {
        repo.commit(FILE, "one", "r1");

        assertThatThrownBy(() -> history(repo, file, "0123456789012345678901234567890123456789"))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void aDamagedTreeIsAnErrorThatNamesTheRemedyAndLeavesNoIndex() {
        for (String damaged :
                List.of("40000 a", "40000 a\0too short", "40000", "40000 a\0exactly twenty bytes40000 b\0")) {
            String workflows = repo.gitWithInput(damaged, "hash-object", "-t", "tree", "--literally", "-w", "--stdin");
            String root = repo.gitWithInput("040000 tree " + workflows + "\tworkflows\n", "mktree");
            String commit = repo.git("commit-tree", "-m", "damaged", root);

            assertThatThrownBy(() -> history(repo, file, commit))
                    .as(damaged)
                    .isInstanceOf(RepositoryException.class)
                    .hasMessageContaining("fsck");
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void manyThreadsMayAskWhileItGrows() throws Exception {
        List<String> tips = new ArrayList<>();
        for (int number = 1; number <= 30; number++) {
            tips.add(repo.commit(FILE, "content " + number, "r" + number));
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (ObjectAccess objects = objects(repo)) {
            RevisionIndex index = new RevisionIndex(objects, file);
            List<Future<List<Integer>>> answers = new ArrayList<>();
            for (String tip : tips) {
                answers.add(threads.submit(() -> numbers(index.at(new CommitId(tip)), "triage")));
            }
            for (int number = 1; number <= answers.size(); number++) {
                assertThat(answers.get(number - 1).get()).hasSize(number).endsWith(number);
            }
            String last = tips.get(29);
            assertSameAsGit(index.at(new CommitId(last)), repo, last, List.of("triage"));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void eachBranchHasAFileOfItsOwnWithANameThatAnyDiskTakes() {
        List<String> branches = List.of(
                "refs/heads/main",
                "refs/heads/Main",
                "refs/heads/feature/main",
                "refs/heads/a:b*",
                "refs/heads/ünï",
                "refs/heads/" + "x".repeat(300));

        Set<Path> files = Set.copyOf(branches.stream()
                .map(branch -> RevisionIndex.defaultFile(Path.of("repo.git"), branch))
                .toList());

        assertThat(files).hasSameSizeAs(branches).allSatisfy(path -> {
            assertThat(path.getParent()).isEqualTo(Path.of("repo.git", "refgate", "index"));
            assertThat(path.getFileName().toString()).matches("[a-z0-9_-]{1,40}-[0-9a-f]{8}\\.revisions");
        });
    }

    private ContentId content(String commit, String workflow) {
        return new ContentId(contentByGit(repo, commit, workflow).orElseThrow());
    }

    private static List<Integer> numbers(RevisionHistory history, String workflow) {
        return history.revisions(new WorkflowId(workflow)).stream()
                .map(Entry::number)
                .toList();
    }
}
