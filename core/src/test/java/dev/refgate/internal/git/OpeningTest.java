package dev.refgate.internal.git;

import static dev.refgate.internal.git.RepositoryFixture.TRIAGE;
import static dev.refgate.internal.git.RepositoryFixture.TRIAGE_FILE;
import static dev.refgate.internal.git.RepositoryFixture.commit;
import static dev.refgate.internal.git.RepositoryFixture.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.NotFoundException;
import dev.refgate.error.RepositoryException;
import dev.refgate.testing.GitRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpeningTest {
    @TempDir
    Path temp;

    private GitRepo git;
    private String head;

    @BeforeEach
    void oneWorkflow() {
        git = GitRepo.create(temp.resolve("work"));
        git.write("refgate.yml", "version: 1\n");
        head = git.commit(TRIAGE_FILE, "version: 1\n", "first");
    }

    private void assertReadable(Path path, Path location) {
        try (GitWorkflowRepository repository = open(path)) {
            assertThat(repository.location()).isEqualTo(location.toString());
            assertThat(repository.commitAt("refs/heads/main")).contains(commit(head));
            assertThat(repository.refNames()).contains("refs/heads/main");
            assertThat(repository.treeAt(commit(head)).folder(TRIAGE)).isPresent();
            assertThat(repository.revisions(TRIAGE, commit(head))).hasSize(1);
        }
    }

    @Test
    void opensAWorkTreeAndAnyFolderInside() {
        assertReadable(git.folder(), git.folder());
        assertReadable(git.folder().resolve(".git"), git.folder());
        assertReadable(git.folder().resolve("workflows/triage"), git.folder());
        assertReadable(git.folder().resolve("workflows/../workflows"), git.folder());
    }

    @Test
    void opensABareRepository() {
        Path bare = git.cloneTo(temp.resolve("bare.git"), "--bare").folder();

        assertReadable(bare, bare);
    }

    @Test
    void opensALinkedWorkTree() {
        Path linked = temp.resolve("linked");
        git.git("worktree", "add", "--quiet", "-b", "feature", linked.toString());
        git.updateRef("refs/heads/env/production", head);

        assertReadable(linked, linked);
        assertReadable(linked.resolve(".git"), linked);
        try (GitWorkflowRepository repository = open(linked.resolve("workflows"))) {
            assertThat(repository.headBranch()).contains("refs/heads/feature");
            assertThat(repository.commitAt("refs/heads/env/production")).contains(commit(head));
            String feature = GitRepo.at(linked).commit("a", "1", "on the feature branch");
            assertThat(repository.commitAt("refs/heads/feature")).contains(commit(feature));
            git.git("pack-refs", "--all", "--prune");
            assertThat(repository.commitAt("refs/heads/feature")).contains(commit(feature));
            GitRepo.at(linked).updateRef("refs/worktree/mine", head);
            assertThat(repository.commitAt("refs/worktree/mine")).contains(commit(head));
        }
        try (GitWorkflowRepository repository = open(git)) {
            assertThat(repository.commitAt("refs/worktree/mine")).isEmpty();
        }
    }

    @Test
    void opensASubmodule() {
        GitRepo outer = GitRepo.create(temp.resolve("outer"));
        outer.git(
                "-c",
                "protocol.file.allow=always",
                "submodule",
                "--quiet",
                "add",
                git.folder().toString(),
                "inner");

        assertReadable(outer.folder().resolve("inner"), outer.folder().resolve("inner"));
    }

    @Test
    void readsObjectsOfAlternates() throws IOException {
        Path borrower = temp.resolve("borrower.git");
        git.git("clone", "--quiet", "--bare", "--shared", git.folder().toString(), borrower.toString());

        assertThat(Files.readString(borrower.resolve("objects/info/alternates")))
                .contains(git.folder().toString());
        assertReadable(borrower, borrower);
    }

    @Test
    void readsPackedObjectsAndRefs() throws IOException {
        git.git("gc", "--quiet", "--prune=now");

        assertThat(git.gitDir().resolve("refs/heads/main")).doesNotExist();
        assertReadable(git.folder(), git.folder());
    }

    @Test
    void opensAPathThatIsALink() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("current"), git.folder());

        assertReadable(link, link);
    }

    @Test
    void readsWithoutWritingAnythingOfGits() throws IOException {
        git.git("gc", "--quiet");
        assertReadable(git.folder(), git.folder()); // the index of revisions is there from now on
        String before = listing();

        assertReadable(git.folder(), git.folder());

        assertThat(listing()).isEqualTo(before);
        assertThat(before).contains(git.gitDir().resolve("refgate/index").toString());
        assertThat(git.git("status", "--porcelain", "--ignored")).isEmpty();
        git.git("fsck", "--strict");
    }

    private String listing() throws IOException {
        StringBuilder listing = new StringBuilder();
        try (Stream<Path> files = Files.walk(git.folder())) {
            for (Path file : files.sorted().toList()) {
                listing.append(file)
                        .append(' ')
                        .append(Files.getLastModifiedTime(file))
                        .append('\n');
            }
        }
        return listing.toString();
    }

    @Test
    void saysWhatToDoWhereNoRepositoryIs() throws IOException {
        Path empty = Files.createDirectory(temp.resolve("empty"));
        Path file = Files.writeString(temp.resolve("file"), "");

        assertThatThrownBy(() -> open(temp.resolve("none")))
                .isInstanceOf(RepositoryException.class)
                .hasMessageContaining(temp.resolve("none") + " does not exist")
                .hasMessageContaining("git init");
        assertThatThrownBy(() -> open(empty))
                .isInstanceOf(RepositoryException.class)
                .hasMessageContaining(empty + " is not in a Git repository")
                .hasMessageContaining("git init " + empty);
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(RepositoryException.class)
                .hasMessageContaining(file + " is a file");
    }

    @Test
    void saysWhatToDoWhenAWorkTreeLostItsRepository() throws IOException {
        Path lost = Files.createDirectory(temp.resolve("lost"));
        Files.writeString(lost.resolve(".git"), "gitdir: ../gone/.git/worktrees/lost\n");
        assertThatThrownBy(() -> open(lost))
                .isInstanceOf(RepositoryException.class)
                .hasMessageContaining("git worktree repair " + lost);

        Files.writeString(lost.resolve(".git"), "nonsense");
        assertThatThrownBy(() -> open(lost))
                .isInstanceOf(RepositoryException.class)
                .hasMessageContaining("expected: gitdir: PATH");
    }

    @Test
    void refusesSha256() {
        Path sha256 =
                GitRepo.init(temp.resolve("sha256"), "--object-format=sha256").folder();

        assertThatThrownBy(() -> open(sha256))
                .isInstanceOf(RepositoryException.class)
                .hasMessageContaining(sha256 + " has extensions.objectFormat = sha256 (expected sha1; ");
    }

    @ParameterizedTest
    @CsvSource({
        "extensions.refStorage, reftable, refs migrate --ref-format=files",
        "extensions.fromTheFuture, true, git clone --bare",
        "core.repositoryFormatVersion, 2, git clone --bare",
    })
    void refusesFormatsThatItDoesNotKnow(String key, String value, String remedy) {
        git.git("config", "core.repositoryFormatVersion", "1");
        git.git("config", key, value);

        assertThatThrownBy(() -> open(git))
                .isInstanceOf(RepositoryException.class)
                .hasMessageContaining(git.folder().toString())
                .hasMessageContaining(key.substring(key.indexOf('.') + 1))
                .hasMessageContaining(remedy);
    }

    @ParameterizedTest
    @CsvSource({"worktreeConfig, true", "partialClone, origin", "preciousObjects, true", "objectFormat, sha1", "noop, 1"
    })
    void acceptsExtensionsThatDoNotMatterForReading(String extension, String value) {
        git.git("config", "core.repositoryFormatVersion", "1");
        git.git("config", "extensions." + extension, value);

        assertReadable(git.folder(), git.folder());
    }

    @Test
    void refusesAConfigurationThatIsNoConfiguration() throws IOException {
        Files.writeString(git.gitDir().resolve("config"), "[core\n");

        assertThatThrownBy(() -> open(git))
                .isInstanceOf(RepositoryException.class)
                .hasMessageContaining("git config --file");
    }

    @Test
    void namesTheObjectThatADamagedRepositoryLacks() throws IOException {
        String tree = git.revParse(head + ":workflows");
        Files.delete(git.gitDir().resolve("objects/" + tree.substring(0, 2) + "/" + tree.substring(2)));

        try (GitWorkflowRepository repository = open(git)) {
            assertThatThrownBy(() -> repository.treeAt(commit(head)).folderNames())
                    .isInstanceOf(RepositoryException.class)
                    .hasMessageContaining("lacks the object " + tree)
                    .hasMessageContaining("fsck");
        }
    }

    @Test
    void wrapsWhatItCannotParse() throws IOException {
        String tree = git.revParse(head + ":workflows");
        Path object = git.gitDir().resolve("objects/" + tree.substring(0, 2) + "/" + tree.substring(2));
        Files.delete(object);
        Files.writeString(object, "garbage");

        try (GitWorkflowRepository repository = open(git)) {
            assertThatThrownBy(() -> repository.treeAt(commit(head)).folderNames())
                    .isInstanceOf(RepositoryException.class)
                    .hasMessageContaining("cannot be read")
                    .hasMessageContaining("fsck");
        }
    }

    @Test
    void readsTheTipOfAShallowClone() {
        git.commit("a", "1", "second");
        String tip = git.commit("a", "2", "third");
        GitRepo shallow = git.cloneTo(temp.resolve("shallow"), "--depth=1");

        try (GitWorkflowRepository repository = open(shallow)) {
            assertThat(repository.commitAt("refs/heads/main")).contains(commit(tip));
            assertThat(repository.treeAt(commit(tip)).folderNames()).containsExactly("triage");
            assertThatThrownBy(() -> repository.treeAt(commit(head)).folderNames())
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining(head);
        }
    }
}
