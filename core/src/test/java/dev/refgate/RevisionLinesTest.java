package dev.refgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.refgate.error.NotFoundException;
import dev.refgate.error.RepositoryException;
import dev.refgate.repository.WorkflowId;
import dev.refgate.testing.GitRepo;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevisionLinesTest {
    private static final WorkflowId GREET = new WorkflowId("greet");

    @TempDir
    Path temp;

    private static List<Tuple> history(GitRepo git) {
        try (Refgate refgate = Refgate.open(git.folder(), Refgate.Options.defaults())) {
            return refgate.history(GREET).stream()
                    .map(line -> tuple(
                            line.revision().label(),
                            line.revision().commit().hex(),
                            line.revision().author(),
                            line.revision().subject(),
                            line.environments()))
                    .toList();
        }
    }

    private static Tuple line(String label, String commit, String subject, String... environments) {
        return tuple(label, commit, GitRepo.AUTHOR, subject, List.of(environments));
    }

    @Test
    void listsRevisionsNewestFirstWithTheEnvironmentsThatHoldTheirContent() {
        SampleRepository sample = SampleRepository.create(temp.resolve("repo"));
        GitRepo git = sample.git();
        String first = sample.commitGreeting("one");
        String second = sample.commitGreeting("two");
        String unrelated = git.commit("README.md", "x", "Explain");
        String third = sample.commitGreeting("three");
        git.updateRef("refs/heads/env/staging", unrelated);
        git.updateRef("refs/heads/env/production", first);

        assertThat(history(git))
                .containsExactly(
                        line("r3", third, "Say three", "development"),
                        line("r2", second, "Say two", "staging"),
                        line("r1", first, "Say one", "production"));
    }

    @Test
    void tellsContentAndNotCommits() {
        SampleRepository sample = SampleRepository.create(temp.resolve("repo"));
        GitRepo git = sample.git();
        String first = sample.commitGreeting("one");
        String second = sample.commitGreeting("two");
        String third = sample.commitGreeting("one");
        String elsewhere = git.git("commit-tree", first + "^{tree}", "-m", "a deployment");
        git.updateRef("refs/heads/env/production", elsewhere);

        assertThat(history(git))
                .containsExactly(
                        line("r3", third, "Say one", "development", "production"),
                        line("r2", second, "Say two"),
                        line("r1", first, "Say one", "development", "production"));
    }

    @Test
    void remembersWhatWasDeleted() {
        SampleRepository sample = SampleRepository.create(temp.resolve("repo"));
        String first = sample.commitGreeting("one");
        sample.git().remove("workflows").commit("Remove it");
        sample.git().updateRef("refs/heads/env/production", first);

        assertThat(history(sample.git())).containsExactly(line("r1", first, "Say one", "production"));
    }

    @Test
    void namesTheWorkflowThatWasProbablyMeant() {
        SampleRepository sample = SampleRepository.create(temp.resolve("repo"));
        sample.commitGreeting("one");

        try (Refgate refgate = Refgate.open(sample.git().folder(), Refgate.Options.defaults())) {
            assertThatThrownBy(() -> refgate.history(new WorkflowId("great")))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessage("workflow: great has no revision on refs/heads/main (expected a workflow that is or was"
                            + " there; did you mean \"greet\"?)");
        }
    }

    @Test
    void refusesAShallowClone() {
        SampleRepository sample = SampleRepository.create(temp.resolve("repo"));
        sample.commitGreeting("one");
        sample.commitGreeting("two");
        GitRepo shallow = sample.git().cloneTo(temp.resolve("shallow"), "--depth=1");

        assertThatThrownBy(() -> history(shallow))
                .isInstanceOf(RepositoryException.class)
                .hasMessageContaining("is a shallow clone")
                .hasMessageContaining("fetch-depth: 0");
    }
}
