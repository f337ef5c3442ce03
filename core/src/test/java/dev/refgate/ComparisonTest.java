package dev.refgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.diff.Change;
import dev.refgate.diff.RepositoryDiff;
import dev.refgate.diff.WorkflowDiff;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.NotFoundException;
import dev.refgate.error.RepositoryException;
import dev.refgate.repository.WorkflowId;
import dev.refgate.testing.GitRepo;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    private static final WorkflowId GREET = new WorkflowId("greet");
    private static final WorkflowId OTHER = new WorkflowId("other");

    @TempDir
    Path temp;

    private SampleRepository sample;
    private GitRepo git;
    private String first;
    private String second;
    private Refgate refgate;

    @BeforeEach
    void create() {
        sample = SampleRepository.create(temp.resolve("repo"));
        git = sample.git();
        first = sample.commitGreeting("one");
        git.write("workflows/other/workflow.yml", SampleRepository.greeting("other"));
        second = sample.commitGreeting("two");
        git.updateRef("refs/heads/env/staging", second);
        git.updateRef("refs/heads/env/production", first);
        refgate = Refgate.open(git.folder(), Refgate.Options.defaults());
    }

    @AfterEach
    void close() {
        refgate.close();
    }

    private RepositoryDiff diff(String from, String to, WorkflowId... workflows) {
        return refgate.diff(Side.named(from), Side.named(to), Set.of(workflows));
    }

    private static String label(String name, String commit) {
        return name + " (" + commit.substring(0, 12) + ")";
    }

    @Test
    void comparesEnvironmentsAndTellsWhereEachSideRuns() {
        RepositoryDiff diff = diff("production", "staging");

        assertThat(diff.from()).isEqualTo(label("production", first));
        assertThat(diff.to()).isEqualTo(label("staging", second));
        assertThat(diff.workflows()).extracting(WorkflowDiff::id).containsExactly(GREET, OTHER);
        WorkflowDiff greet = diff.workflows().get(0);
        assertThat(greet.change()).isEqualTo(Change.CHANGED);
        assertThat(greet.impact().runningFrom()).containsExactly("production");
        assertThat(greet.impact().runningTo()).containsExactly("development", "staging");
        assertThat(diff.workflows().get(1).change()).isEqualTo(Change.ADDED);
    }

    @Test
    void comparesWhateverNamesARevision() {
        git.tag("before", first);
        git.updateRef("refs/heads/feature/x", second);

        for (String before : List.of(first, first.substring(0, 8), "before", "refs/tags/before", "env/production")) {
            for (String after : List.of(second, "feature/x", "latest", "main")) {
                RepositoryDiff diff = diff(before, after);
                assertThat(diff.count()).as(before + " " + after).isEqualTo(2);
                assertThat(diff.from()).isEqualTo(label(before, first));
                assertThat(diff.to()).isEqualTo(label(after, second));
            }
        }
    }

    @Test
    void takesANumberWhereOneWorkflowIsNamed() {
        assertThat(diff("r1", "r2", GREET).workflows())
                .singleElement()
                .satisfies(
                        greet -> assertThat(greet.summary().from().orElseThrow().hex())
                                .isEqualTo(git.revParse(first + ":workflows/greet")));
        assertThatThrownBy(() -> diff("r9", "latest", GREET))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("r9 of workflow greet (expected r1 to r2)");
        for (WorkflowId[] workflows : new WorkflowId[][] {{}, {GREET, OTHER}}) {
            assertThatThrownBy(() -> diff("r1", "latest", workflows))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("expected exactly one workflow");
        }
        git.tag("r1", first);
        assertThat(diff("r1", "latest").count()).isEqualTo(2);
    }

    @Test
    void anEnvironmentGoesBeforeARevisionOfTheSameName() {
        git.updateRef("refs/heads/production", second);

        assertThat(diff("production", "refs/heads/production").from()).isEqualTo(label("production", first));
        assertThat(diff("production", "refs/heads/production").count()).isEqualTo(2);
    }

    @Test
    void saysOfAnEnvironmentThatItsRefIsMissing() {
        git.deleteRef("refs/heads/env/production");

        assertThatThrownBy(() -> diff("production", "staging"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("production points to refs/heads/env/production, which does not exist");
        // The others are not disturbed, and what is missing runs nothing.
        assertThat(diff(first, "staging").workflows().get(0).impact().runningFrom())
                .isEmpty();
    }

    @Test
    void comparesWithTheWorkTree() {
        assertThat(refgate.diff(Side.named("latest"), Side.workTree(), Set.of()).isEmpty())
                .isTrue();
        git.write("workflows/greet/workflow.yml", SampleRepository.greeting("three"))
                .write("workflows/new/workflow.yml", SampleRepository.greeting("new"));

        RepositoryDiff diff = refgate.diff(Side.named("staging"), Side.workTree(), Set.of());

        assertThat(diff.to()).isEqualTo("work tree");
        assertThat(diff.workflows()).extracting(WorkflowDiff::id).containsExactly(GREET, new WorkflowId("new"));
        assertThat(diff.workflows().get(0).impact().runningFrom()).containsExactly("development", "staging");
        assertThat(diff.workflows().get(0).impact().runningTo()).isEmpty();
    }

    @Test
    void seesInTheWorkTreeThatAFileBecameAProgram() {
        assertThat(git.folder().resolve("workflows/greet/workflow.yml").toFile().setExecutable(true))
                .isTrue();

        RepositoryDiff diff = refgate.diff(Side.named("latest"), Side.workTree(), Set.of());

        assertThat(diff.workflows())
                .singleElement()
                .satisfies(greet ->
                        assertThat(greet.code().files().get(0).notes()).contains("mode changed: 100644 → 100755"));
    }

    @Test
    void aBareRepositoryHasNoWorkTree() {
        GitRepo bare = git.cloneTo(temp.resolve("bare.git"), "--mirror");
        try (Refgate opened = Refgate.open(bare.folder(), Refgate.Options.defaults())) {
            assertThat(opened.diff(Side.named("production"), Side.named("staging"), Set.of())
                            .count())
                    .isEqualTo(2);
            assertThatThrownBy(() -> opened.diff(Side.named("latest"), Side.workTree(), Set.of()))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("is a bare repository");
        }
    }

    @Test
    void namesWhatWasProbablyMeant() {
        assertThatThrownBy(() -> diff("stagin", "latest"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining(
                        "stagin (expected one of: development, staging, production; did you mean \"staging\"?)")
                .hasMessageContaining("nor is there a revision: stagin (expected");
        assertThatThrownBy(() -> diff("mian", "latest")).hasMessageContaining("did you mean \"main\"?");
        assertThatThrownBy(() -> diff("staging", "production", new WorkflowId("gret")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("gret is neither in staging (")
                .hasMessageContaining("did you mean \"greet\"?");
        assertThat(diff("production", "staging", OTHER).count()).isEqualTo(1);
    }

    @Test
    void needsNoHistoryUnlessANumberIsSaid() {
        GitRepo shallow = git.cloneTo(temp.resolve("shallow"), "--depth=1");
        shallow.write("workflows/greet/workflow.yml", SampleRepository.greeting("three"));
        try (Refgate opened = Refgate.open(shallow.folder(), Refgate.Options.defaults())) {
            assertThat(opened.diff(Side.named("latest"), Side.workTree(), Set.of())
                            .count())
                    .isEqualTo(1);
            assertThatThrownBy(() -> opened.diff(Side.named("r1"), Side.workTree(), Set.of(GREET)))
                    .isInstanceOf(RepositoryException.class)
                    .hasMessageContaining("fetch-depth: 0");
        }
    }
}
