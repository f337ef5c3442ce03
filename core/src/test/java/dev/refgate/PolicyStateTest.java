package dev.refgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.Refgate.Options;
import dev.refgate.document.InvalidDocumentException;
import dev.refgate.environment.Settings;
import dev.refgate.error.NotFoundException;
import dev.refgate.run.RunLimits;
import dev.refgate.testing.GitRepo;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyStateTest {
    @TempDir
    Path folder;

    private SampleRepository sample;
    private GitRepo git;

    @BeforeEach
    void commitOnce() {
        sample = SampleRepository.create(folder.resolve("repository"));
        git = sample.git();
        sample.commitGreeting("one");
    }

    @Test
    void thePolicyIsTheFileAtTheSourceBranchsTip() {
        try (Refgate refgate = open(Optional.empty())) {
            assertThat(refgate.policy().policy().environments().names()).hasSize(3);

            String tip = git.commit(
                    "refgate.yml",
                    "version: 1\nsource: main\nenvironments:\n  only: { ref: refs/heads/main }\n",
                    "Keep one environment");

            assertThat(refgate.policy().commit().hex()).isEqualTo(tip);
            assertThat(refgate.policy().policy().environments().names()).containsExactly("only");
        }
    }

    @Test
    void aFileThatCannotBeReadLeavesTheLastValidOneInForceAndSaysWhy() {
        String valid = git.head();
        git.commit("refgate.yml", "version: 1\nsurce: main\n", "Slip");
        git.remove("refgate.yml").commit("Slip again");

        try (Refgate refgate = open(Optional.empty())) {
            PolicyState state = refgate.policy();
            assertThat(state.commit().hex()).isEqualTo(valid);
            assertThat(state.staleBecause())
                    .hasValueSatisfying(
                            reason -> assertThat(reason).contains("refgate.yml").contains("missing"));

            git.commit("refgate.yml", SampleRepository.POLICY, "Mend");
            assertThat(refgate.policy().staleBecause()).isEmpty();
        }
    }

    @Test
    void withoutAnyValidFileThereIsNoPolicy() {
        GitRepo other = GitRepo.create(folder.resolve("other"));
        other.commit("refgate.yml", "version: 2\n", "Begin badly");

        try (Refgate refgate = open(other, Optional.empty())) {
            assertThatThrownBy(refgate::policy)
                    .isInstanceOf(InvalidDocumentException.class)
                    .hasMessageContaining("refgate.yml:1");
        }
    }

    @Test
    void inAWorkTreeTheFileOfTheBranchThatIsCheckedOutLeadsToTheSourceBranch() {
        String main = git.head();
        git.git("checkout", "--quiet", "-b", "feature");
        git.commit("refgate.yml", SampleRepository.POLICY + "# a comment\n", "Change the policy on a branch");

        try (Refgate refgate = open(Optional.empty())) {
            assertThat(refgate.policy().commit().hex()).isEqualTo(main);
            assertThat(refgate.policy().policy().source()).isEqualTo("main");
        }
    }

    @Test
    void aSourceBranchThatDoesNotAgreeIsNotFollowed() {
        git.git("checkout", "--quiet", "-b", "feature");
        git.commit("refgate.yml", SampleRepository.POLICY.replace("source: main", "source: trunk"), "Name a trunk");
        git.git("branch", "trunk", "main");

        try (Refgate refgate = open(Optional.empty())) {
            assertThatThrownBy(refgate::policy)
                    .isInstanceOf(InvalidDocumentException.class)
                    .hasMessageContaining("source: trunk (expected feature");
        }
    }

    @Test
    void inABareRepositoryABranchWhoseFileNamesAnotherSourceIsRefusedUnlessItIsSaid() {
        git.git("branch", "feature");
        git.git("clone", "--quiet", "--bare", ".", "../bare.git");
        git.git("--git-dir", "../bare.git", "symbolic-ref", "HEAD", "refs/heads/feature");
        Path bare = folder.resolve("bare.git");

        try (Refgate refgate = Refgate.open(bare, options(Optional.empty()))) {
            assertThatThrownBy(refgate::policy)
                    .isInstanceOf(InvalidDocumentException.class)
                    .hasMessageContaining("--source main");
        }
        try (Refgate refgate = Refgate.open(bare, options(Optional.of("main")))) {
            assertThat(refgate.policy().policy().source()).isEqualTo("main");
        }
    }

    @Test
    void aDetachedHeadNamesNoSource() {
        git.git("checkout", "--quiet", "--detach");

        assertThatThrownBy(() -> open(Optional.empty()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("--source");
    }

    @Test
    void aSourceBranchThatIsNotThereIsNamed() {
        try (Refgate refgate = open(Optional.of("trunk"))) {
            assertThatThrownBy(refgate::policy)
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("refs/heads/trunk");
        }
    }

    @Test
    void aFolderIsValidatedWhetherOrNotItIsCommitted() {
        assertThat(new RepositoryFolder(git.folder()).problems()).isEmpty();

        git.write("workflows/greet/workflow.yml", SampleRepository.greeting("{{ inputs.nobody }}"));
        git.write("workflows/Bad Name/workflow.yml", SampleRepository.greeting("x"));

        assertThat(new RepositoryFolder(git.folder()).problems())
                .extracting(problem -> problem.location().file())
                .contains("workflows/greet/workflow.yml", "workflows/Bad Name");
        try (Refgate refgate = open(Optional.empty())) {
            assertThat(refgate.validate("main")).isEmpty();
        }
    }

    private Refgate open(Optional<String> source) {
        return open(git, source);
    }

    private static Refgate open(GitRepo git, Optional<String> source) {
        return Refgate.open(git.folder(), options(source));
    }

    private static Options options(Optional<String> source) {
        return new Options(source, Settings.none(), RunLimits.DEFAULT, Clock.systemUTC());
    }
}
