package dev.refgate.internal.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.RemoteException;
import dev.refgate.promotion.Actor;
import dev.refgate.promotion.AnnotatedTag;
import dev.refgate.promotion.CommitNote;
import dev.refgate.promotion.ContentChange;
import dev.refgate.promotion.CurrentPolicy;
import dev.refgate.promotion.DeploymentStore;
import dev.refgate.promotion.GateExecutor;
import dev.refgate.promotion.Gates;
import dev.refgate.promotion.HistoryCommit;
import dev.refgate.promotion.Ledger;
import dev.refgate.promotion.MoveOutcome;
import dev.refgate.promotion.MoveResult;
import dev.refgate.promotion.NewCommit;
import dev.refgate.promotion.NewTag;
import dev.refgate.promotion.ObjectName;
import dev.refgate.promotion.PlanRequest;
import dev.refgate.promotion.Planner;
import dev.refgate.promotion.PointerTip;
import dev.refgate.promotion.PromoteOptions;
import dev.refgate.promotion.Promoter;
import dev.refgate.promotion.RefMove;
import dev.refgate.promotion.Sightings;
import dev.refgate.promotion.WorkflowCalls;
import dev.refgate.promotion.WorkflowContents;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.testing.GitRepo;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection that dies when the answer to a move should come: what happened is found out, and nothing is done twice. */
final class LostAnswerTest {
    private static final String POLICY = """
            version: 1
            source: main
            environments:
              development: { ref: refs/heads/main }
              staging: { ref: refs/heads/env/staging, from: development }
              production: { ref: refs/tags/production, from: development }
            """;

    @TempDir
    Path folder;

    private GitRepo git;

    @BeforeEach
    void create() {
        git = GitRepo.create(folder.resolve("repo"));
        git.write("refgate.yml", POLICY);
        git.commit("workflows/triage/workflow.yml", "one", "One");
    }

    private MoveResult promote(String environment, Faults faults) {
        try (GitWorkflowRepository repository = GitWorkflowRepository.open(git.folder());
                GitDeployments local = GitDeployments.open(git.folder())) {
            CurrentPolicy.Source policies = () -> MoveProcess.policy(repository);
            DeploymentStore store = new Unreliable(local, faults);
            Ledger ledger = new Ledger(store, repository);
            Clock clock = Clock.systemUTC();
            Planner planner = new Planner(
                    store, repository, policies, ledger, new Gates(clock, ledger, Sightings.NONE), WorkflowCalls.NONE);
            return new Promoter(store, policies, planner, GateExecutor.LATER, clock)
                    .promote(
                            planner.plan(PlanRequest.all(environment)),
                            PromoteOptions.by(Actor.claimed("Ada", "ada@example.com")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"staging", "production"})
    void whatLandedIsFound(String environment) {
        Faults faults = new Faults().afterMoving();

        MoveResult result = promote(environment, faults);

        assertThat(result.outcome()).isEqualTo(MoveResult.Outcome.DEPLOYED);
        assertThat(faults.seen).hasSize(1);
        assertOneDeployment(environment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"staging", "production"})
    void whatDidNotLandIsPushedAgainAsItWas(String environment) {
        Faults faults = new Faults().beforeMoving().beforeMoving();

        MoveResult result = promote(environment, faults);

        assertThat(result.outcome()).isEqualTo(MoveResult.Outcome.DEPLOYED);
        assertThat(faults.seen).hasSize(3).containsOnly(faults.seen.get(0));
        assertOneDeployment(environment);
    }

    @Test
    void whatLandedIsFoundBelowWhatCameAfter() {
        Faults faults = new Faults()
                .afterMoving(() -> git.updateRef(
                        "refs/heads/env/staging",
                        git.git(
                                "commit-tree",
                                "-p",
                                "env/staging",
                                "-m",
                                "later",
                                git.revParse("env/staging^{tree}"))));

        assertThat(promote("staging", faults).outcome()).isEqualTo(MoveResult.Outcome.DEPLOYED);

        assertThat(faults.seen).hasSize(1);
        assertThat(git.git("log", "-1", "--format=%s", "env/staging")).isEqualTo("later");
    }

    @Test
    void whatStaysUnknownIsSaid() {
        Faults faults = new Faults().beforeMoving().beforeMoving().beforeMoving();

        assertThatThrownBy(() -> promote("staging", faults))
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining("nobody knows whether deployment dep-")
                .hasMessageContaining("the line went dead");
        assertThat(git.git("for-each-ref", "refs/heads/env")).isEmpty();
    }

    private void assertOneDeployment(String environment) {
        if (environment.equals("staging")) {
            assertThat(git.git("rev-list", "env/staging").lines()).hasSize(2);
        } else {
            assertThat(git.git("tag", "--list", "deployments/*")).isEqualTo("deployments/production/1");
        }
    }

    /** What goes wrong, one move after the other; then nothing does. */
    private static final class Faults {
        private final Deque<Supplier<Boolean>> faults = new ArrayDeque<>();
        private final List<List<RefMove>> seen = new ArrayList<>();

        Faults beforeMoving() {
            faults.add(() -> false);
            return this;
        }

        Faults afterMoving() {
            return afterMoving(() -> {});
        }

        Faults afterMoving(Runnable then) {
            faults.add(() -> {
                after = then;
                return true;
            });
            return this;
        }

        private Runnable after = () -> {};
    }

    /** A real store behind a line that goes dead. */
    private record Unreliable(DeploymentStore real, Faults faults) implements DeploymentStore {

        @Override
        public MoveOutcome move(List<RefMove> moves, String reason) {
            faults.seen.add(moves);
            Supplier<Boolean> fault = faults.faults.poll();
            if (fault == null) {
                return real.move(moves, reason);
            }
            if (fault.get()) {
                assertThat(real.move(moves, reason)).isInstanceOf(MoveOutcome.Moved.class);
                faults.after.run();
            }
            return new MoveOutcome.Unknown("the line went dead");
        }

        @Override
        public String location() {
            return real.location();
        }

        @Override
        public Optional<PointerTip> tip(String ref) {
            return real.tip(ref);
        }

        @Override
        public List<String> refs(String prefix) {
            return real.refs(prefix);
        }

        @Override
        public CommitId emptyRoot() {
            return real.emptyRoot();
        }

        @Override
        public WorkflowContents contents(CommitId commit) {
            return real.contents(commit);
        }

        @Override
        public List<CommitNote> notes(CommitId tip, int limit) {
            return real.notes(tip, limit);
        }

        @Override
        public List<ContentChange> changes(Optional<CommitId> before, CommitId after) {
            return real.changes(before, after);
        }

        @Override
        public List<HistoryCommit> firstParentHistory(CommitId tip, int limit) {
            return real.firstParentHistory(tip, limit);
        }

        @Override
        public Optional<AnnotatedTag> tag(String ref) {
            return real.tag(ref);
        }

        @Override
        public ContentId writeFolder(SortedMap<String, byte[]> files) {
            return real.writeFolder(files);
        }

        @Override
        public CommitId writeCommit(NewCommit commit) {
            return real.writeCommit(commit);
        }

        @Override
        public ObjectName writeTag(NewTag tag) {
            return real.writeTag(tag);
        }
    }
}
