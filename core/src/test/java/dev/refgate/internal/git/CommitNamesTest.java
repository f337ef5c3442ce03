package dev.refgate.internal.git;

import static dev.refgate.internal.git.RepositoryFixture.commit;
import static dev.refgate.internal.git.RepositoryFixture.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.NotFoundException;
import dev.refgate.testing.GitRepo;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitNamesTest {
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
    void findsIdsWholeAndAbbreviated() {
        for (int digits : new int[] {40, 39, 12, 7, 4}) {
            String name = first.substring(0, digits);
            assertThat(repository.commitNamed(name)).isEqualTo(commit(first));
            assertThat(repository.commitNamed(name.toUpperCase(Locale.ROOT))).isEqualTo(commit(first));
        }
        git.git("gc", "--quiet");
        assertThat(repository.commitNamed(first.substring(0, 8))).isEqualTo(commit(first));
    }

    @Test
    void findsBranchesAndTags() {
        git.updateRef("refs/heads/env/production", first).tag("v1", first).annotatedTag("v2", second);

        assertThat(repository.commitNamed("main")).isEqualTo(commit(second));
        assertThat(repository.commitNamed("env/production")).isEqualTo(commit(first));
        assertThat(repository.commitNamed("refs/heads/env/production")).isEqualTo(commit(first));
        assertThat(repository.commitNamed("v1")).isEqualTo(commit(first));
        assertThat(repository.commitNamed("v2")).isEqualTo(commit(second));
        assertThat(repository.commitNamed("refs/tags/v2")).isEqualTo(commit(second));
    }

    @Test
    void refusesANameThatIsABranchAndATag() {
        git.updateRef("refs/heads/both", first)
                .tag("both", second)
                .updateRef("refs/heads/same", first)
                .tag("same", first);

        assertThatThrownBy(() -> repository.commitNamed("both"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("revision: both is a branch and a tag (expected one of: refs/heads/both, refs/tags/both)");
        assertThat(repository.commitNamed("same")).isEqualTo(commit(first));
    }

    @Test
    void prefersARefToAnAbbreviatedIdAndAnIdToARef() {
        git.updateRef("refs/heads/" + first.substring(0, 7), second).updateRef("refs/heads/" + first, second);

        assertThat(repository.commitNamed(first.substring(0, 7))).isEqualTo(commit(second));
        assertThat(repository.commitNamed(first)).isEqualTo(commit(first));
    }

    @Test
    void listsTheCommitsThatAnAbbreviationCouldMean() {
        String tree = git.revParse("HEAD^{tree}");
        String other = "";
        for (int i = 0; !other.startsWith(first.substring(0, 4)); i++) {
            other = GitObjectId.ofCommit(
                    "tree " + tree + "\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\n\ntwin " + i + "\n");
            if (other.startsWith(first.substring(0, 4))) {
                git.gitWithInput(
                        "tree " + tree + "\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\n\ntwin " + i + "\n",
                        "hash-object",
                        "-t",
                        "commit",
                        "-w",
                        "--stdin");
            }
        }
        String twin = other;

        assertThat(git.git("cat-file", "-t", twin)).isEqualTo("commit");
        assertThatThrownBy(() -> repository.commitNamed(first.substring(0, 4)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining(first + " first")
                .hasMessageContaining(twin + " twin ");
    }

    @Test
    void countsOnlyCommitsAsCandidates() {
        String blob = "";
        for (int i = 0; !blob.startsWith(first.substring(0, 4)); i++) {
            blob = GitObjectId.of("blob", "twin " + i);
            if (blob.startsWith(first.substring(0, 4))) {
                git.gitWithInput("twin " + i, "hash-object", "-w", "--stdin");
            }
        }

        assertThat(git.git("cat-file", "-t", blob)).isEqualTo("blob");
        assertThat(repository.commitNamed(first.substring(0, 4))).isEqualTo(commit(first));
        String onlyBlob = blob.substring(0, 12);
        assertThatThrownBy(() -> repository.commitNamed(onlyBlob)).isInstanceOf(NotFoundException.class);
        String wholeBlob = blob;
        assertThatThrownBy(() -> repository.commitNamed(wholeBlob))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("an object of another kind");
    }

    @Test
    void offersTheNameThatWasMeant() {
        git.updateRef("refs/heads/env/production", first).tag("release", first);

        assertThatThrownBy(() -> repository.commitNamed("env/produktion"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("revision: env/produktion (expected a commit id")
                .hasMessageContaining("did you mean \"env/production\"?");
        assertThatThrownBy(() -> repository.commitNamed("relaese")).hasMessageContaining("\"release\"");
        assertThatThrownBy(() -> repository.commitNamed("refs/heads/env/prodction"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("\"refs/heads/env/production\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "--all",
                "-h",
                "--upload-pack=touch x",
                "HEAD",
                "abc",
                "0000000",
                "dead/beef",
                "1234567890123456789012345678901234567890",
                "refs/heads/none",
                "heads/main",
                "r12",
                "latest"
            })
    void knowsNothingElse(String name) {
        String expected =
                name.contains(" ") ? InvalidArgumentException.class.getName() : NotFoundException.class.getName();

        assertThatThrownBy(() -> repository.commitNamed(name))
                .satisfies(thrown -> assertThat(thrown.getClass().getName()).isEqualTo(expected))
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "HEAD~1",
                "main^",
                "main^{tree}",
                "main..v1",
                "main...v1",
                ":/first",
                "main:a",
                "@{1}",
                "main@{yesterday}",
                "^main",
                "main ",
                "ma in",
                "a\nb",
                "*",
                "main/",
                "/main",
                "a//b",
                "..",
                "main\0"
            })
    void evaluatesNoExpressions(String name) {
        git.tag("v1", first);

        assertThatThrownBy(() -> repository.commitNamed(name))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("expected a commit id of 4 digits or more, a branch, a tag");
    }

    @Test
    void agreesWithGitOnEveryAbbreviation() {
        new RandomHistory(git, 5).write(400);
        List<String> commits = git.git("rev-list", "main").lines().toList();
        List<String> shortest = git.git("rev-list", "--abbrev-commit", "--abbrev=4", "main")
                .lines()
                .toList();

        assertThat(commits).hasSize(400);
        for (int i = 0; i < commits.size(); i++) {
            assertThat(repository.commitNamed(shortest.get(i))).isEqualTo(commit(commits.get(i)));
        }
    }
}
