package dev.refgate.internal.git;

import static dev.refgate.internal.git.RepositoryFixture.TRIAGE;
import static dev.refgate.internal.git.RepositoryFixture.TRIAGE_FILE;
import static dev.refgate.internal.git.RepositoryFixture.commit;
import static dev.refgate.internal.git.RepositoryFixture.open;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.testing.GitRepo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository that is open stays readable while the real git moves its objects about. */
class MaintenanceTest {
    private static final int READERS = 3;
    private static final int ROUNDS = 12;

    @TempDir
    Path temp;

    @Test
    void readsOnWhileGitPacksAndPrunes() throws Exception {
        GitRepo git = GitRepo.create(temp.resolve("repo"));
        AtomicReference<State> state = new AtomicReference<>(commitAnother(git, 0));
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        try (GitWorkflowRepository repository = open(git)) {
            List<Future<Integer>> reads = new ArrayList<>();
            for (int reader = 0; reader < READERS; reader++) {
                reads.add(readers.submit(() -> readUntil(done, repository, state)));
            }
            for (int round = 1; round <= ROUNDS; round++) {
                state.set(commitAnother(git, round));
                maintain(git, round);
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

    private record State(CommitId commit, String content, int revisions) {}

    private static State commitAnother(GitRepo git, int round) {
        String content = "round " + round;
        git.write("workflows/other/large.txt", (content + "\n").repeat(5000));
        return new State(commit(git.commit(TRIAGE_FILE, content, content)), content, round + 1);
    }

    private static void maintain(GitRepo git, int round) {
        switch (round % 4) {
            case 0 -> git.git("gc", "--quiet", "--prune=now");
            case 1 -> git.git("repack", "-a", "-d", "-q");
            case 2 -> git.git("repack", "-d", "-q");
            default -> git.git("repack", "-a", "-d", "-f", "-q", "--write-bitmap-index");
        }
    }

    private static int readUntil(AtomicBoolean done, GitWorkflowRepository repository, AtomicReference<State> state) {
        int reads = 0;
        while (!done.get()) {
            State now = state.get();
            WorkflowFolder folder =
                    repository.treeAt(now.commit()).folder(TRIAGE).orElseThrow();
            assertThat(folder.read("workflow.yml", 100)).contains(now.content().getBytes(UTF_8));
            assertThat(folder.entries()).hasSize(1);
            assertThat(repository.revisions(TRIAGE, now.commit())).hasSize(now.revisions());
            assertThat(repository.commitNamed(now.commit().abbreviated())).isEqualTo(now.commit());
            assertThat(repository.commitAt("refs/heads/main")).isPresent();
            reads++;
        }
        return reads;
    }
}
