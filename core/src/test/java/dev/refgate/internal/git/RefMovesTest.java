package dev.refgate.internal.git;

import static dev.refgate.internal.git.RepositoryFixture.commit;
import static dev.refgate.internal.git.RepositoryFixture.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.repository.CommitId;
import dev.refgate.testing.GitRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ref that somebody else moved is never answered from before. */
class RefMovesTest {
    private static final String PRODUCTION = "refs/heads/env/production";
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    Path temp;

    private GitRepo git;
    private GitWorkflowRepository repository;
    private List<String> commits;

    @BeforeEach
    void create() {
        git = GitRepo.create(temp.resolve("repo"));
        commits = List.of(git.commit("a", "1", "1"), git.commit("a", "2", "2"), git.commit("a", "3", "3"));
        repository = open(git);
    }

    @AfterEach
    void close() {
        repository.close();
    }

    private void assertProduction(String commit) {
        assertThat(repository.commitAt(PRODUCTION)).contains(commit(commit));
        // The second answer may be a remembered one.
        assertThat(repository.commitAt(PRODUCTION)).contains(commit(commit));
    }

    @Test
    void seesEveryWayInWhichGitMovesARef() {
        GitRepo clone = git.cloneTo(temp.resolve("clone"));
        for (int round = 0; round < 3; round++) {
            git.updateRef(PRODUCTION, commits.get(0));
            assertProduction(commits.get(0));
            git.git("pack-refs", "--all", "--prune");
            assertProduction(commits.get(0));
            git.updateRef(PRODUCTION, commits.get(1));
            assertProduction(commits.get(1));
            git.deleteRef(PRODUCTION);
            assertThat(repository.commitAt(PRODUCTION)).isEmpty();
            git.updateRef(PRODUCTION, commits.get(2));
            assertProduction(commits.get(2));
            git.git("branch", "--force", "env/production", commits.get(0));
            assertProduction(commits.get(0));
            git.git("pack-refs", "--all", "--prune");
            git.deleteRef(PRODUCTION);
            assertThat(repository.commitAt(PRODUCTION)).isEmpty();
            clone.git("push", "--quiet", "origin", commits.get(1) + ":" + PRODUCTION);
            assertProduction(commits.get(1));
            clone.git("push", "--quiet", "--force", "origin", commits.get(0) + ":" + PRODUCTION);
            assertProduction(commits.get(0));
            git.git("checkout", "--quiet", "env/production");
            assertProduction(git.commit("a", "round " + round, "by commit"));
            git.git("reset", "--quiet", "--hard", commits.get(1));
            assertProduction(commits.get(1));
            git.git("symbolic-ref", PRODUCTION, "refs/heads/main");
            assertProduction(commits.get(2));
            git.git("symbolic-ref", "--delete", PRODUCTION);
            assertThat(repository.commitAt(PRODUCTION)).isEmpty();
            git.git("checkout", "--quiet", "--force", "main");
        }
    }

    @Test
    void seesATagThatMoves() {
        git.annotatedTag("production", commits.get(0));
        for (int round = 0; round < 12; round++) {
            String target = commits.get(round % 3);
            git.annotatedTag("production", target);
            assertThat(repository.commitAt("refs/tags/production")).contains(commit(target));
        }
    }

    @Test
    void seesThousandsOfMovesEachAtOnce() throws IOException {
        Random random = new Random(11);
        try (GitRefMover mover = new GitRefMover(git)) {
            for (int move = 0; move < 1500; move++) {
                int kind = random.nextInt(100);
                if (kind == 0) {
                    git.git("pack-refs", "--all", "--prune");
                }
                if (kind < 20) {
                    mover.delete(PRODUCTION);
                    assertThat(repository.commitAt(PRODUCTION))
                            .as("move %d", move)
                            .isEmpty();
                }
                String target = commits.get(random.nextInt(3));
                mover.move(PRODUCTION, target);
                assertThat(repository.commitAt(PRODUCTION)).as("move %d", move).contains(commit(target));
            }
        }
    }

    @Test
    void neverAnswersFromBeforeWhileOthersMoveAndPackRefs() throws Exception {
        String tip = new RandomHistory(git, 1).write(400);
        List<String> line =
                git.git("rev-list", "--first-parent", "--reverse", tip).lines().toList();
        Map<CommitId, Integer> positions = new HashMap<>();
        line.forEach(id -> positions.put(commit(id), positions.size()));
        git.updateRef(PRODUCTION, line.get(0));
        AtomicInteger moved = new AtomicInteger();
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try (GitRefMover mover = new GitRefMover(git)) {
            List<Future<Integer>> reads = new ArrayList<>();
            for (int reader = 0; reader < 2; reader++) {
                reads.add(readers.submit(() -> readUntil(done, moved, positions)));
            }
            for (int position = 1; position < line.size(); position++) {
                mover.move(PRODUCTION, line.get(position));
                moved.set(position);
                if (position % 10 == 0) {
                    git.git("pack-refs", "--all", "--prune");
                }
            }
            done.set(true);
            for (Future<Integer> read : reads) {
                assertThat(read.get()).isPositive();
            }
        } finally {
            done.set(true);
            readers.shutdownNow();
        }
    }

    private int readUntil(AtomicBoolean done, AtomicInteger moved, Map<CommitId, Integer> positions) {
        int reads = 0;
        int last = 0;
        while (!done.get()) {
            int least = Math.max(moved.get(), last);
            last = positions.get(repository.commitAt(PRODUCTION).orElseThrow());
            assertThat(last).isGreaterThanOrEqualTo(least);
            reads++;
        }
        return reads;
    }

    @Test
    void seesMovesOfRefsWhoseAnswersItRemembers() throws IOException {
        // For this clock all files are old enough to be trusted by their stamps alone.
        RefTips tips = tips(() -> FileStamp.now() + TimeUnit.HOURS.toNanos(1));
        git.updateRef("refs/heads/other", commits.get(0));
        try (GitRefMover mover = new GitRefMover(git)) {
            for (int move = 0; move < 400; move++) {
                awaitTick();
                String target = commits.get(move % 3);
                mover.move(PRODUCTION, target);
                if (move % 10 == 0) {
                    git.git("pack-refs", "--all", "--prune");
                }
                assertThat(tips.commitAt(PRODUCTION)).contains(commit(target));
                assertThat(tips.remembers(PRODUCTION)).isTrue();
                assertThat(tips.commitAt(PRODUCTION)).contains(commit(target));
            }
            git.git("pack-refs", "--all", "--prune");
            assertThat(tips.commitAt(PRODUCTION)).isPresent();
            mover.delete(PRODUCTION);
            assertThat(tips.commitAt(PRODUCTION)).isEmpty();
        }
    }

    @Test
    void remembersNothingThatMayStillChangeUnseen() throws IOException {
        RefTips tips = tips(FileStamp::now);
        git.updateRef(PRODUCTION, commits.get(0));

        assertThat(tips.commitAt(PRODUCTION)).contains(commit(commits.get(0)));
        assertThat(tips.remembers(PRODUCTION)).isFalse();

        Files.setLastModifiedTime(git.gitDir().resolve(PRODUCTION), FileTime.from(LONG_AGO));
        assertThat(tips.commitAt(PRODUCTION)).isPresent();
        assertThat(tips.remembers(PRODUCTION))
                .as("its time was set, not passed")
                .isFalse();

        git.git("pack-refs", "--all", "--prune");
        assertThat(tips.commitAt(PRODUCTION)).isPresent();
        assertThat(tips.remembers(PRODUCTION)).isFalse();
    }

    @Test
    void remembersNoSymbolicRef() throws IOException {
        RefTips tips = tips(() -> FileStamp.now() + TimeUnit.HOURS.toNanos(1));
        git.git("symbolic-ref", PRODUCTION, "refs/heads/main");

        assertThat(tips.commitAt(PRODUCTION)).contains(commit(commits.get(2)));
        assertThat(tips.remembers(PRODUCTION)).isFalse();
    }

    @Test
    void trustsAStampOnlyWhenTheClockHasTickedSince() throws IOException {
        FileStamp stamp = FileStamp.of(git.folder().resolve("a"));

        assertThat(stamp.isReliableAt(stamp.changed())).isFalse();
        assertThat(stamp.isReliableAt(stamp.changed() + TimeUnit.SECONDS.toNanos(2)))
                .isFalse();
        assertThat(stamp.isReliableAt(stamp.changed() + TimeUnit.SECONDS.toNanos(2) + 1))
                .isTrue();
        assertThat(stamp.isReliableAt(stamp.changed() - TimeUnit.DAYS.toNanos(1)))
                .as("from the future")
                .isFalse();
    }

    @Test
    void seesAFileThatWasReplacedByOneOfTheSameSizeAndTime() throws IOException {
        Path file = git.folder().resolve("a");
        FileTime time = Files.getLastModifiedTime(file);
        FileStamp before = FileStamp.of(file);
        awaitTick();

        Path other = Files.writeString(git.folder().resolve("b"), "9");
        Files.setLastModifiedTime(other, time);
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);

        assertThat(FileStamp.of(file)).isNotEqualTo(before);
        assertThat(FileStamp.of(file).modified()).isEqualTo(before.modified());
    }

    private RefTips tips(LongSupplier clock) {
        GitFolders folders = GitFolders.find(git.folder());
        return new RefTips(new RefFiles(folders), new ObjectAccess(folders), clock);
    }

    /** Waits until files get a new time. */
    private void awaitTick() throws IOException {
        Path probe = temp.resolve("probe");
        Files.writeString(probe, "");
        FileTime before = Files.getLastModifiedTime(probe);
        do {
            Files.writeString(probe, "x");
        } while (Files.getLastModifiedTime(probe).equals(before));
    }
}
