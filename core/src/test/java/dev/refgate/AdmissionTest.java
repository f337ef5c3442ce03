package dev.refgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.Refgate.Options;
import dev.refgate.document.InvalidDocumentException;
import dev.refgate.environment.Settings;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.NotAllowedException;
import dev.refgate.error.NotFoundException;
import dev.refgate.repository.WorkflowId;
import dev.refgate.run.Cancellation;
import dev.refgate.run.RunLimits;
import dev.refgate.run.RunListener;
import dev.refgate.run.RunResult;
import dev.refgate.run.RunStatus;
import dev.refgate.testing.GitRepo;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdmissionTest {
    private static final WorkflowId GREET = new WorkflowId("greet");

    @TempDir
    Path folder;

    private SampleRepository sample;
    private GitRepo git;
    private Refgate refgate;

    @BeforeEach
    void open() {
        sample = SampleRepository.create(folder.resolve("repository"));
        git = sample.git();
    }

    @AfterEach
    void close() {
        if (refgate != null) {
            refgate.close();
        }
    }

    @Test
    void anEnvironmentRunsWhatItsRefResolvesTo() {
        String first = sample.commitGreeting("one");
        String second = sample.commitGreeting("two");
        git.updateRef("refs/heads/env/production", first).updateRef("refs/heads/env/staging", second);

        RunResult result = run(Target.environment("production"));

        assertThat(result.outputs()).isEqualTo(Map.of("says", "one"));
        assertThat(result.pins().commit().hex()).isEqualTo(first);
        assertThat(result.pins().environment()).contains("production");
        assertThat(result.pins().ref()).contains("refs/heads/env/production");
        assertThat(result.pins().content().hex()).isEqualTo(git.revParse(first + ":workflows/greet"));
        assertThat(says(Target.environment("staging"))).isEqualTo("two");
    }

    @Test
    void aMovedRefIsLiveWithTheNextAdmission() {
        String first = sample.commitGreeting("one");
        String second = sample.commitGreeting("two");
        git.updateRef("refs/heads/env/production", first);
        assertThat(says(Target.environment("production"))).isEqualTo("one");

        git.updateRef("refs/heads/env/production", second);

        assertThat(says(Target.environment("production"))).isEqualTo("two");
    }

    @Test
    void anAdmittedCallStaysOnWhatItWasAdmittedWith() {
        String first = sample.commitGreeting("one");
        String second = sample.commitGreeting("two");
        git.updateRef("refs/heads/env/production", first);
        Admission admitted = refgate().admit(GREET, Target.environment("production"));

        git.updateRef("refs/heads/env/production", second);
        RunResult result = admitted.run(Map.of(), RunListener.NONE, new Cancellation());

        assertThat(result.outputs()).isEqualTo(Map.of("says", "one"));
        assertThat(result.pins().commit().hex()).isEqualTo(first);
    }

    @Test
    void aTagIsAnEnvironmentToo() {
        git.write("refgate.yml", SampleRepository.POLICY.replace("refs/heads/env/production", "refs/tags/production"));
        String first = sample.commitGreeting("one");
        sample.commitGreeting("two");
        git.annotatedTag("production", first);

        assertThat(says(Target.environment("production"))).isEqualTo("one");

        git.tag("production", "main");
        assertThat(says(Target.environment("production"))).isEqualTo("two");
    }

    @Test
    void aCallThatNamesNoEnvironmentIsToldWhichThereAre() {
        sample.commitGreeting("one");

        assertThatThrownBy(() -> run(new Target(Optional.empty(), Optional.empty())))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("development, staging, production");
    }

    @Test
    void theDefaultEnvironmentIsForCallsThatNameNone() {
        git.write("refgate.yml", SampleRepository.POLICY + "default_environment: production\n");
        git.updateRef("refs/heads/env/production", sample.commitGreeting("one"));
        sample.commitGreeting("two");

        assertThat(says(new Target(Optional.empty(), Optional.empty()))).isEqualTo("one");
    }

    @Test
    void aRevisionIsACommitABranchATagANumberOrLatest() {
        String first = sample.commitGreeting("one");
        git.commit("notes.txt", "no workflow changes here", "Take notes");
        String second = sample.commitGreeting("two");
        git.tag("v1", first);

        for (String revision : new String[] {first, first.substring(0, 10), "v1", "refs/tags/v1", "r1"}) {
            assertThat(says(Target.revision(revision))).as(revision).isEqualTo("one");
        }
        for (String revision : new String[] {second, "main", "r2", "latest"}) {
            assertThat(says(Target.revision(revision))).as(revision).isEqualTo("two");
        }
        assertThatThrownBy(() -> run(Target.revision("r3")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("r1 to r2");
    }

    @Test
    void aCommitThatNothingReachesIsRefusedThoughItIsThere() {
        sample.commitGreeting("one");
        git.git("checkout", "--quiet", "-b", "draft");
        String draft = sample.commitGreeting("draft");
        git.git("checkout", "--quiet", "main");

        assertThatThrownBy(() -> run(Target.revision(draft)))
                .isInstanceOf(NotAllowedException.class)
                .hasMessageContaining("not reachable");

        git.updateRef("refs/heads/env/staging", draft);
        assertThat(says(Target.revision(draft))).isEqualTo("draft");
    }

    @Test
    void settingsAreForContentThatTheEnvironmentHoldsOrHeld() {
        String held = sample.commitGreeting("{{ _env.TOKEN }}");
        String holds = sample.commitGreeting("now {{ _env.TOKEN }}");
        String never = sample.commitGreeting("never {{ _env.TOKEN }}");
        git.updateRef("refs/heads/env/production", holds);

        assertThat(says(Target.environment("production"))).isEqualTo("now s3cret");
        assertThat(says(inProduction(held))).isEqualTo("s3cret");
        RunResult refused = run(inProduction(never));
        assertThat(refused.status()).isEqualTo(RunStatus.FAILED);
        assertThat(refused.error().orElseThrow().message()).contains("_env.TOKEN");
        assertThat(run(Target.revision(held)).status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void anEnvironmentWithoutItsRefDoesNotDisturbTheOthers() {
        sample.commitGreeting("one");

        assertThatThrownBy(() -> run(Target.environment("staging")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("refs/heads/env/staging")
                .hasMessageContaining("does not exist");
        assertThat(says(Target.environment("development"))).isEqualTo("one");
        assertThat(refgate().environments())
                .extracting(state -> state.commit().isPresent())
                .containsExactly(true, false, false);
    }

    @Test
    void anUnknownEnvironmentOrWorkflowIsNamedWithWhatThereIs() {
        sample.commitGreeting("one");

        assertThatThrownBy(() -> run(Target.environment("prod")))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("environment: prod (expected one of: development, staging, production)");
        assertThatThrownBy(() -> refgate().admit(new WorkflowId("nobody"), Target.environment("development")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("workflow: nobody");
    }

    @Test
    void aWorkflowWithProblemsIsRefusedWithAllOfThem() {
        git.write("workflows/greet/workflow.yml", "version: 1\nblocks:\n  - { id: A, type: text, valu: x }\n");
        git.commit("Break it");

        assertThatThrownBy(() -> run(Target.environment("development")))
                .isInstanceOfSatisfying(
                        InvalidDocumentException.class,
                        e -> assertThat(e.problems())
                                .hasSizeGreaterThan(1)
                                .allSatisfy(
                                        problem -> assertThat(problem.location().file())
                                                .isEqualTo("workflows/greet/workflow.yml")));
    }

    private Refgate refgate() {
        if (refgate == null) {
            Settings settings = Settings.fromVariables(Map.of("REFGATE_ENV__PRODUCTION__TOKEN", "s3cret"));
            refgate = Refgate.open(
                    git.folder(), new Options(Optional.empty(), settings, RunLimits.DEFAULT, Clock.systemUTC()));
        }
        return refgate;
    }

    private static Target inProduction(String revision) {
        return new Target(Optional.of("production"), Optional.of(revision));
    }

    private RunResult run(Target target) {
        return refgate().admit(GREET, target).run(Map.of(), RunListener.NONE, new Cancellation());
    }

    private Object says(Target target) {
        RunResult result = run(target);
        assertThat(result.error()).isEmpty();
        return result.outputs().get("says");
    }
}
