package dev.refgate.internal.git;

import static dev.refgate.internal.git.RepositoryFixture.TRIAGE;
import static dev.refgate.internal.git.RepositoryFixture.commit;
import static dev.refgate.internal.git.RepositoryFixture.open;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowFolder.Entry;
import dev.refgate.repository.WorkflowFolder.FileFacts;
import dev.refgate.repository.WorkflowFolder.Kind;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowTree;
import dev.refgate.testing.GitRepo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same files read from a commit and from disk must look the same. */
class CommitTreeTest {
    private static final int LIMIT = 1000;

    enum From {
        COMMIT,
        DISK
    }

    @TempDir
    Path temp;

    private GitRepo git;
    private GitWorkflowRepository repository;

    @BeforeEach
    void create() throws Exception {
        git = GitRepo.create(temp.resolve("repo"));
        git.write("refgate.yml", "version: 1\n")
                .write("README.md", "not ours\n")
                .write("workflows/README.md", "no folder\n")
                .write("workflows/triage/workflow.yml", "name: Triage\n")
                .write("workflows/triage/prompts/reply.md", "Hello\n")
                .write("workflows/triage/prompts-old.md", "sorts before prompts/\n")
                .write("workflows/triage/run.sh", "#!/bin/sh\n")
                .write("workflows/triage/Grüße.md", "Grüße\n")
                .write("workflows/triage/big.bin", "x".repeat(LIMIT + 1))
                .write("workflows/triage/exact.bin", "x".repeat(LIMIT))
                .write("workflows/triage/empty", "")
                .write("workflows/Not An Id/file", "x")
                .write("workflows/triage-two/workflow.yml", "name: Two\n")
                .write("workflows/triage.three/workflow.yml", "name: Three\n");
        Path triage = git.folder().resolve("workflows/triage");
        assertThat(triage.resolve("run.sh").toFile().setExecutable(true)).isTrue();
        Files.createSymbolicLink(triage.resolve("link.md"), Path.of("prompts/reply.md"));
        Files.createSymbolicLink(triage.resolve("outside"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(triage.resolve("folder-link"), Path.of("prompts"));
        Files.createSymbolicLink(git.folder().resolve("workflows/alias"), Path.of("triage"));
        GitRepo.create(triage.resolve("vendored")).commit("inner.md", "inner", "inner");
        repository = open(git);
    }

    @AfterEach
    void close() {
        repository.close();
    }

    private WorkflowTree tree(From from) {
        return from == From.DISK ? new DirectoryTree(git.folder()) : repository.treeAt(commit(git.commit("all")));
    }

    private WorkflowFolder triage(From from) {
        return tree(from).folder(TRIAGE).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void readsThePolicy(From from) {
        assertThat(tree(from).policyFile())
                .hasValueSatisfying(policy -> assertThat(policy).asString(UTF_8).isEqualTo("version: 1\n"));
    }

    @ParameterizedTest
    @EnumSource
    void listsFoldersButNoFilesAndNoLinks(From from) {
        assertThat(tree(from).folderNames()).containsExactly("Not An Id", "triage", "triage-two", "triage.three");
        assertThat(tree(from).folder(new WorkflowId("alias"))).isEmpty();
        assertThat(tree(from).folder(new WorkflowId("none"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void listsEverythingInsideAWorkflow(From from) {
        assertThat(triage(from).entries())
                .containsExactly(
                        new Entry("Grüße.md", Kind.FILE),
                        new Entry("big.bin", Kind.FILE),
                        new Entry("empty", Kind.FILE),
                        new Entry("exact.bin", Kind.FILE),
                        new Entry("folder-link", Kind.SYMLINK),
                        new Entry("link.md", Kind.SYMLINK),
                        new Entry("outside", Kind.SYMLINK),
                        new Entry("prompts-old.md", Kind.FILE),
                        new Entry("prompts/reply.md", Kind.FILE),
                        new Entry("run.sh", Kind.FILE),
                        new Entry("vendored", Kind.SUBMODULE),
                        new Entry("workflow.yml", Kind.FILE));
    }

    @ParameterizedTest
    @EnumSource
    void readsRegularFiles(From from) {
        WorkflowFolder triage = triage(from);

        assertThat(triage.id()).isEqualTo(TRIAGE);
        assertThat(triage.displayPath("run.sh")).isEqualTo("workflows/triage/run.sh");
        assertThat(triage.read("prompts/reply.md", LIMIT)).contains("Hello\n".getBytes(UTF_8));
        assertThat(triage.read("run.sh", LIMIT)).contains("#!/bin/sh\n".getBytes(UTF_8));
        assertThat(triage.read("Grüße.md", LIMIT)).contains("Grüße\n".getBytes(UTF_8));
        assertThat(triage.read("empty", 0)).contains(new byte[0]);
    }

    @ParameterizedTest
    @EnumSource
    void findsNothingUnderOddPaths(From from) {
        WorkflowFolder triage = triage(from);

        for (String path : List.of(
                "",
                ".",
                "..",
                "/",
                "none",
                "prompts",
                "prompts/",
                "/workflow.yml",
                "workflow.yml/",
                "./workflow.yml",
                "prompts//reply.md",
                "prompts/../workflow.yml",
                "../triage-two/workflow.yml",
                "../../refgate.yml",
                "prompts\\reply.md",
                "WORKFLOW.YML",
                "workflow.yml\0",
                "link.md",
                "outside",
                "folder-link/reply.md",
                "vendored",
                "vendored/inner.md",
                "vendored/.git/HEAD",
                "workflow.yml/x",
                "prompts/reply.md\n")) {
            assertThat(triage.read(path, LIMIT)).as(path).isEmpty();
            assertThat(triage.facts(path)).as(path).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesFilesThatAreTooLarge(From from) {
        WorkflowFolder triage = triage(from);

        assertThat(triage.read("exact.bin", LIMIT))
                .hasValueSatisfying(content -> assertThat(content).hasSize(LIMIT));
        assertThatThrownBy(() -> triage.read("big.bin", LIMIT))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("workflows/triage/big.bin: 1001 bytes (expected at most 1000 bytes)");
    }

    @ParameterizedTest
    @EnumSource
    void findsNoWorkflowsWhereThereAreNone(From from) throws Exception {
        git = GitRepo.create(temp.resolve("other"));
        Files.createSymbolicLink(git.folder().resolve("workflows"), temp.resolve("repo/workflows"));
        Files.createSymbolicLink(git.folder().resolve("refgate.yml"), temp.resolve("repo/refgate.yml"));
        try (GitWorkflowRepository other = open(git)) {
            WorkflowTree tree =
                    from == From.DISK ? new DirectoryTree(git.folder()) : other.treeAt(commit(git.commit("links")));

            assertThat(tree.policyFile()).isEmpty();
            assertThat(tree.folderNames()).isEmpty();
            assertThat(tree.folder(TRIAGE)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesAPolicyThatIsTooLarge(From from) {
        git.write("refgate.yml", "x".repeat(Blobs.POLICY_LIMIT + 1));
        WorkflowTree tree = tree(from);

        assertThatThrownBy(tree::policyFile)
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("refgate.yml: 1048577 bytes");
    }

    @Test
    void knowsTheContentIdOfACommittedFolder() {
        WorkflowTree tree = tree(From.COMMIT);

        assertThat(tree.label()).isEqualTo(git.head().substring(0, 12));
        assertThat(tree.folder(TRIAGE).orElseThrow().contentId())
                .contains(new ContentId(git.revParse("HEAD:workflows/triage")));
    }

    @ParameterizedTest
    @EnumSource
    void tellsOfFilesWhatGitTells(From from) {
        WorkflowFolder triage = triage(from);

        for (Entry entry : triage.entries()) {
            if (entry.kind() == Kind.FILE) {
                String file = "workflows/triage/" + entry.path();
                assertThat(triage.facts(entry.path()))
                        .contains(new FileFacts(
                                git.folder().resolve(file).toFile().length(),
                                git.git("hash-object", "--", file),
                                Optional.of(entry.path().equals("run.sh"))));
            }
        }
    }

    @Test
    void readsTheFactsOfAFileInPieces() {
        WorkflowFolder triage = triage(From.COMMIT);
        String large = "x".repeat(1_000_003);
        git.write("workflows/triage/large", large);

        FileFacts facts = triage(From.DISK).facts("large").orElseThrow();

        assertThat(triage.facts("large")).isEmpty();
        assertThat(facts.size()).isEqualTo(1_000_003);
        assertThat(facts.digest()).isEqualTo(git.git("hash-object", "workflows/triage/large"));
        assertThat(triage(From.COMMIT).facts("large")).contains(facts);
    }

    @Test
    void listsTheContentIdsOfWorkflows() {
        WorkflowTree tree = tree(From.COMMIT);
        Optional<ContentId> triage = Optional.of(new ContentId(git.revParse("HEAD:workflows/triage")));
        Optional<ContentId> two = Optional.of(new ContentId(git.revParse("HEAD:workflows/triage-two")));

        assertThat(tree.contentIds()).containsExactly(entry(TRIAGE, triage), entry(new WorkflowId("triage-two"), two));
        assertThat(tree.folder(TRIAGE).orElseThrow().contentId()).isEqualTo(triage);
        assertThat(tree.folder(new WorkflowId("alias"))).isEmpty();
    }

    @Test
    void listsNoContentIdsWhereThereAreNoWorkflows() {
        String nothing = git.git("commit-tree", git.gitWithInput("", "mktree"), "-m", "nothing");

        assertThat(repository.treeAt(commit(nothing)).contentIds()).isEmpty();
    }

    @Test
    void listsWorkflowsOnDiskWithoutContentIds() {
        assertThat(tree(From.DISK).contentIds())
                .containsExactly(
                        entry(TRIAGE, Optional.empty()), entry(new WorkflowId("triage-two"), Optional.empty()));
    }

    @Test
    void seesOnDiskWhatIsThereNow() {
        WorkflowTree tree = tree(From.DISK);
        WorkflowFolder triage = tree.folder(TRIAGE).orElseThrow();
        git.write("workflows/later/workflow.yml", "x").write("workflows/triage/later.md", "later");

        assertThat(tree.folder(new WorkflowId("later"))).isPresent();
        assertThat(tree.contentIds()).containsKey(new WorkflowId("later"));
        assertThat(triage.read("later.md", LIMIT)).contains("later".getBytes(UTF_8));
    }

    @Test
    void readsThroughALinkToTheWholeRepository() throws Exception {
        Path link = Files.createSymbolicLink(temp.resolve("link"), git.folder());

        WorkflowFolder triage = new DirectoryTree(link).folder(TRIAGE).orElseThrow();

        assertThat(triage.read("workflow.yml", LIMIT)).contains("name: Triage\n".getBytes(UTF_8));
        assertThat(triage.read("folder-link/reply.md", LIMIT)).isEmpty();
    }

    @Test
    void knowsNoContentIdOnDisk() {
        WorkflowTree tree = tree(From.DISK);

        assertThat(tree.label()).isEqualTo(git.folder().toString());
        assertThat(tree.folder(TRIAGE).orElseThrow().contentId()).isEmpty();
    }

    @Test
    void seesAWorkflowFolderThatIsARepositoryItself() {
        GitRepo.create(git.folder().resolve("workflows/own")).commit("workflow.yml", "x", "own");

        assertThat(new DirectoryTree(git.folder())
                        .folder(new WorkflowId("own"))
                        .orElseThrow()
                        .entries())
                .containsExactly(new Entry(".git", Kind.SUBMODULE), new Entry("workflow.yml", Kind.FILE));
        assertThat(tree(From.COMMIT).folder(new WorkflowId("own"))).isEmpty();
    }

    @Test
    void readsFromDiskWhatGitIgnores() {
        git.write(".gitignore", "*.secret\n").write("workflows/triage/a.secret", "s");

        assertThat(triage(From.DISK).entries()).contains(new Entry("a.secret", Kind.FILE));
        assertThat(triage(From.COMMIT).entries()).doesNotContain(new Entry("a.secret", Kind.FILE));
    }

    @Test
    void stopsAtATreeThatNamesMoreFilesThanAnybodyCanRead() {
        String blob = git.gitWithInput("x", "hash-object", "-w", "--stdin");
        String tree = git.gitWithInput("100644 blob " + blob + "\tf\n", "mktree");
        for (int level = 0; level < 20; level++) {
            String below = tree;
            tree = git.gitWithInput("040000 tree " + below + "\ta\n040000 tree " + below + "\tb\n", "mktree");
        }
        String workflows = git.gitWithInput("040000 tree " + tree + "\ttriage\n", "mktree");
        String root = git.gitWithInput("040000 tree " + workflows + "\tworkflows\n", "mktree");
        WorkflowFolder bomb = repository
                .treeAt(commit(git.git("commit-tree", root, "-m", "bomb")))
                .folder(TRIAGE)
                .orElseThrow();

        assertThatThrownBy(bomb::entries)
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("triage has more than 100000 files");
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        assertThatThrownBy(() -> new DirectoryTree(temp.resolve("none")))
                .hasMessageContaining(temp.resolve("none").toString())
                .hasMessageContaining("refgate.yml");
    }
}
