package dev.refgate.internal.git;

import static dev.refgate.internal.git.RepositoryFixture.commit;
import static dev.refgate.internal.git.RepositoryFixture.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.NotFoundException;
import dev.refgate.error.RepositoryException;
import dev.refgate.testing.GitRepo;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefsTest {
    @TempDir
    Path temp;

    private GitRepo git;
    private GitWorkflowRepository repository;
    private String first;
    private String second;

    @BeforeEach
    void twoCommits() {
        git = GitRepo.create(temp.resolve("repo"));
        first = git.commit("a", "1", "first");
        second = git.commit("a", "2", "second");
        repository = open(git);
    }

    @AfterEach
    void close() {
        repository.close();
    }

    @Test
    void resolvesBranches() {
        git.updateRef("refs/heads/env/production", first);

        assertThat(repository.commitAt("refs/heads/main")).contains(commit(second));
        assertThat(repository.commitAt("refs/heads/env/production")).contains(commit(first));
        assertThat(repository.commitAt("refs/heads/env")).isEmpty();
        assertThat(repository.commitAt("refs/heads/main/below")).isEmpty();
        assertThat(repository.commitAt("refs/heads/none")).isEmpty();
    }

    @Test
    void peelsTagsToTheirCommit() {
        git.tag("light", first).annotatedTag("annotated", first).annotatedTag("nested", "annotated");

        for (String tag : new String[] {"light", "annotated", "nested"}) {
            assertThat(repository.commitAt("refs/tags/" + tag)).contains(commit(first));
        }
        git.git("pack-refs", "--all", "--prune");
        for (String tag : new String[] {"light", "annotated", "nested"}) {
            assertThat(repository.commitAt("refs/tags/" + tag)).contains(commit(first));
        }
    }

    @Test
    void saysWhatARefLeadsToThatIsNoCommit() {
        git.tag("tree", first + "^{tree}").annotatedTag("blob", first + ":a");

        assertThatThrownBy(() -> repository.commitAt("refs/tags/tree"))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("ref: refs/tags/tree leads to the tree " + git.revParse(first + "^{tree}")
                        + " (expected a commit)");
        assertThatThrownBy(() -> repository.commitAt("refs/tags/blob"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("leads to the blob " + git.revParse(first + ":a"));
    }

    @Test
    void namesTheObjectThatARefLeadsToAndThatIsMissing() throws Exception {
        String missing = "1234567890123456789012345678901234567890";
        Files.writeString(git.gitDir().resolve("refs/heads/broken"), missing + "\n");

        assertThatThrownBy(() -> repository.commitAt("refs/heads/broken"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("refs/heads/broken")
                .hasMessageContaining(missing);
    }

    @Test
    void followsSymbolicRefs() {
        git.git("symbolic-ref", "refs/heads/alias", "refs/heads/main");
        git.git("symbolic-ref", "refs/heads/alias-of-alias", "refs/heads/alias");
        assertThat(repository.commitAt("refs/heads/alias-of-alias")).contains(commit(second));

        git.updateRef("refs/heads/main", first);
        assertThat(repository.commitAt("refs/heads/alias-of-alias")).contains(commit(first));

        git.git("pack-refs", "--all", "--prune");
        assertThat(repository.commitAt("refs/heads/alias-of-alias")).contains(commit(first));
    }

    @Test
    void refusesSymbolicRefsThatLeadNowhere() {
        git.git("symbolic-ref", "refs/heads/dangling", "refs/heads/none");
        git.git("symbolic-ref", "refs/heads/left", "refs/heads/right");
        git.git("symbolic-ref", "refs/heads/right", "refs/heads/left");

        assertThatThrownBy(() -> repository.commitAt("refs/heads/dangling"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("refs/heads/dangling leads to refs/heads/none");
        assertThatThrownBy(() -> repository.commitAt("refs/heads/left"))
                .isInstanceOf(RepositoryException.class)
                .hasMessageContaining("refs/heads/left");
    }

    @Test
    void followsRefsThatAreLinksAsOldVersionsOfGitMadeThem() throws Exception {
        Path heads = git.gitDir().resolve("refs/heads");
        Files.createSymbolicLink(heads.resolve("old-style"), Path.of("refs/heads/main"));

        assertThat(git.revParse("refs/heads/old-style")).isEqualTo(second);
        assertThat(repository.commitAt("refs/heads/old-style")).contains(commit(second));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "main",
                "HEAD",
                "heads/main",
                "refs/heads/",
                "refs/heads/../../config",
                "refs/heads/a b",
                "refs/heads/main~1",
                "refs/heads/main^{tree}",
                "refs/heads/main@{1}",
                "refs/heads/x.lock",
                "/etc/passwd",
                "refs/heads/.hidden",
                "refs/heads//x"
            })
    void wantsFullNames(String ref) {
        assertThatThrownBy(() -> repository.commitAt(ref))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("expected a full name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "nonsense", "123", "ref: HEAD", "ref: ../../etc/passwd"})
    void refusesDamagedRefs(String content) throws Exception {
        Files.writeString(git.gitDir().resolve("refs/heads/damaged"), content);

        assertThatThrownBy(() -> repository.commitAt("refs/heads/damaged"))
                .isInstanceOf(RepositoryException.class)
                .hasMessageContaining("refs/heads/damaged")
                .hasMessageContaining("git update-ref");
    }

    @Test
    void knowsTheBranchOfHead() throws Exception {
        assertThat(repository.headBranch()).contains("refs/heads/main");

        git.git("checkout", "--quiet", "--detach");
        assertThat(repository.headBranch()).isEmpty();

        GitRepo unborn = GitRepo.create(temp.resolve("unborn"));
        try (GitWorkflowRepository empty = open(unborn)) {
            assertThat(empty.headBranch()).contains("refs/heads/main");
            assertThat(empty.commitAt("refs/heads/main")).isEmpty();
            assertThat(empty.refNames()).isEmpty();
        }
    }

    @Test
    void listsBranchesAndTags() {
        git.updateRef("refs/heads/env/production", first).tag("v1", first).updateRef("refs/notes/x", first);
        git.git("pack-refs", "--all", "--prune");
        git.updateRef("refs/heads/env/staging", first).updateRef("refs/remotes/origin/main", first);

        assertThat(repository.refNames())
                .containsExactly(
                        "refs/heads/env/production", "refs/heads/env/staging", "refs/heads/main", "refs/tags/v1");
    }
}
