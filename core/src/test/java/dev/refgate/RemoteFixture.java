package dev.refgate;

import static dev.refgate.PromotionFixture.ADA;

import dev.refgate.environment.Settings;
import dev.refgate.promotion.MoveResult;
import dev.refgate.promotion.PlanRequest;
import dev.refgate.promotion.PromoteOptions;
import dev.refgate.remote.Remote;
import dev.refgate.remote.RemoteCredentials;
import dev.refgate.remote.RemoteLocation;
import dev.refgate.remote.RemoteTimeouts;
import dev.refgate.repository.WorkflowId;
import dev.refgate.run.RunLimits;
import dev.refgate.testing.GitRepo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** A bare repository that is the remote, and a clone of it in which somebody commits and pushes with the real git. */
final class RemoteFixture {
    static final RemoteTimeouts PATIENT =
            new RemoteTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(1));

    final GitRepo remote;
    final GitRepo work;
    private final Path folder;

    private RemoteFixture(Path folder, String policy) {
        this.folder = folder;
        this.remote = GitRepo.createBare(folder.resolve("remote.git"));
        this.work = GitRepo.create(folder.resolve("work"));
        work.git("remote", "add", "origin", remote.folder().toString());
        work.commit("refgate.yml", policy, "Declare the environments");
        change(PromotionFixture.TRIAGE, "one");
    }

    static RemoteFixture create(Path folder) {
        return new RemoteFixture(folder, PromotionFixture.POLICY);
    }

    static RemoteFixture create(Path folder, String policy) {
        return new RemoteFixture(folder, policy);
    }

    /** Commits a version of a workflow and pushes it to the remote's source branch. */
    String change(WorkflowId workflow, String text) {
        work.write("workflows/" + workflow + "/workflow.yml", SampleRepository.greeting(text));
        String commit = work.commit("Make " + workflow + " say " + text);
        work.git("push", "--quiet", "origin", "HEAD:main");
        return commit;
    }

    Remote location() {
        return at(remote.folder().toString(), RemoteCredentials.none(), PATIENT);
    }

    static Remote at(String address, RemoteCredentials credentials, RemoteTimeouts timeouts) {
        return new Remote(RemoteLocation.parse(address, Path.of("/")), credentials, timeouts);
    }

    Path mirror(String name) {
        return folder.resolve("mirrors").resolve(name + ".git");
    }

    Refgate open(String mirror) {
        return open(location(), mirror);
    }

    Refgate open(Remote at, String mirror) {
        return Refgate.openRemote(
                at,
                mirror(mirror),
                Optional.empty(),
                new Refgate.Options(Optional.empty(), Settings.none(), RunLimits.DEFAULT, Clock.systemUTC()));
    }

    static MoveResult promote(Refgate refgate, String environment) {
        return promote(refgate, PlanRequest.all(environment));
    }

    static MoveResult promote(Refgate refgate, PlanRequest request) {
        Promotions promotions = refgate.promotions();
        return promotions.promote(promotions.plan(request), PromoteOptions.by(ADA));
    }

    /** Puts a hook into the remote. */
    void hook(String name, String script) {
        try {
            Path file = remote.folder().resolve("hooks").resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "#!/bin/sh\n" + script + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Complains about everything that Git could complain about, and about merges in an environment. */
    void check(String environment, int deployments) {
        String said = remote.git("fsck", "--strict", "--full", "--no-progress", "--no-dangling");
        if (!said.isEmpty()) {
            throw new AssertionError("git fsck: " + said);
        }
        String commits = remote.git("rev-list", "--min-parents=2", "env/" + environment);
        if (!commits.isEmpty()) {
            throw new AssertionError("merges: " + commits);
        }
        String count = remote.git("rev-list", "--count", "env/" + environment);
        if (!count.equals(Integer.toString(deployments + 1))) {
            throw new AssertionError("env/" + environment + " has " + count + " commits (expected: " + deployments
                    + " deployments on the empty root)");
        }
    }
}
