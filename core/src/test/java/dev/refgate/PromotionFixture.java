package dev.refgate;

import dev.refgate.environment.Settings;
import dev.refgate.promotion.Actor;
import dev.refgate.promotion.Deployment;
import dev.refgate.promotion.MoveResult;
import dev.refgate.promotion.PlanRequest;
import dev.refgate.promotion.PromoteOptions;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowId;
import dev.refgate.run.RunLimits;
import dev.refgate.testing.GitRepo;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * A repository with three environments in a row, and what a team does to it: commits by the real git, promotions by
 * Refgate, at times that the test sets.
 */
final class PromotionFixture implements AutoCloseable {
    static final WorkflowId TRIAGE = new WorkflowId("triage");
    static final WorkflowId REPORT = new WorkflowId("report");
    static final Actor ADA = Actor.claimed("Ada Lovelace", "ada@example.com");
    static final String POLICY = """
            version: 1
            source: main
            environments:
              development: { ref: refs/heads/main }
              staging: { ref: refs/heads/env/staging, from: development }
              production: { ref: refs/heads/env/production, from: staging }
            """;

    final GitRepo git;
    final SettableClock clock = new SettableClock();
    private final Refgate refgate;

    private PromotionFixture(GitRepo git) {
        this.git = git;
        this.refgate = Refgate.open(
                git.folder(), new Refgate.Options(Optional.empty(), Settings.none(), RunLimits.DEFAULT, clock));
    }

    /** With {@link #POLICY}. */
    static PromotionFixture create(Path folder) {
        return create(folder, POLICY);
    }

    static PromotionFixture create(Path folder, String policy) {
        GitRepo git = GitRepo.create(folder);
        git.commit("refgate.yml", policy, "Declare the environments");
        return new PromotionFixture(git);
    }

    /** Another process's view of the same repository, as far as one JVM can have it. */
    Refgate another() {
        return Refgate.open(
                git.folder(), new Refgate.Options(Optional.empty(), Settings.none(), RunLimits.DEFAULT, clock));
    }

    Refgate refgate() {
        return refgate;
    }

    Promotions promotions() {
        return refgate.promotions();
    }

    /** Commits a version of a workflow on the source branch. */
    CommitId change(WorkflowId workflow, String text) {
        git.write("workflows/" + workflow + "/workflow.yml", SampleRepository.greeting(text));
        return new CommitId(git.commit("Make " + workflow + " say " + text));
    }

    /** Promotes all that differs. */
    Deployment promote(String environment) {
        return promote(PlanRequest.all(environment));
    }

    Deployment promote(PlanRequest request) {
        clock.advance(Duration.ofMinutes(1));
        MoveResult result = promotions().promote(promotions().plan(request), PromoteOptions.by(ADA));
        return result.deployment().orElseThrow();
    }

    /** What a workflow's file says in an environment, by the real git; empty when it is not there. */
    Optional<String> says(String branch, WorkflowId workflow) {
        String path = "workflows/" + workflow + "/workflow.yml";
        if (git.git("ls-tree", "-r", "--name-only", branch, "--", path).isEmpty()) {
            return Optional.empty();
        }
        return git.git("show", branch + ":" + path)
                .lines()
                .filter(line -> line.contains("value:"))
                .map(line -> line.replaceAll(".*'(.*)'.*", "$1"))
                .findFirst();
    }

    List<Deployment> deployments(String environment) {
        return promotions().deployments(environment, Optional.empty(), 100).deployments();
    }

    /** Lines of the real {@code git log --first-parent} with a format. */
    List<String> log(String branch, String format) {
        return git.git("log", "--first-parent", "--format=" + format, branch)
                .lines()
                .toList();
    }

    /** Complains about everything that Git could complain about. */
    void fsck() {
        String said = git.git("fsck", "--strict", "--full", "--no-progress", "--no-dangling");
        if (!said.isEmpty()) {
            throw new AssertionError("git fsck: " + said);
        }
    }

    @Override
    public void close() {
        refgate.close();
    }

    /** A clock that stands still until it is told otherwise. */
    static final class SettableClock extends Clock {
        private volatile Instant now = Instant.parse("2026-03-02T09:00:00Z");

        void set(Instant instant) {
            now = instant;
        }

        void advance(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(now, zone);
        }
    }
}
