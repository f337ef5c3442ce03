package dev.refgate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.document.Problems;
import dev.refgate.internal.git.GitWorkflowRepository;
import dev.refgate.run.Script;
import dev.refgate.run.ScriptSource;
import dev.refgate.run.Scripts;
import dev.refgate.testing.GitRepo;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the engine of scripts is started before the first call, and whether anybody waits for it. */
final class WarmStartTest {
    private static final String SCRIPT = """
            version: 1
            blocks:
              - { id: words, type: javascript, source: "export default () => 1;" }
            """;

    @TempDir
    Path folder;

    private final Engine engine = new Engine();
    private GitRepo git;

    /** An engine that takes as long as it is told to. */
    private static final class Engine implements Scripts {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch mayEnd = new CountDownLatch(1);

        @Override
        public Script compile(ScriptSource source, Problems problems) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void warmUp() {
            begun.countDown();
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        boolean hasBegun() {
            return begun.getCount() == 0;
        }
    }

    @BeforeEach
    void create() {
        SampleRepository sample = SampleRepository.create(folder.resolve("repository"));
        git = sample.git();
    }

    private void workflows(int from, int to) {
        for (int i = from; i < to; i++) {
            git.write("workflows/w" + i + "/workflow.yml", SampleRepository.greeting("hello " + i));
        }
    }

    private void start() throws InterruptedException {
        git.commit("Begin");
        try (Refgate refgate = Refgate.open(git.folder(), Refgate.Options.defaults());
                GitWorkflowRepository repository = GitWorkflowRepository.open(git.folder())) {
            List<EnvironmentState> environments = refgate.environments();
            new WarmStart(repository, engine).run(environments);
            Optional<Thread> beside = looking();
            while (beside.isPresent() && beside.get().isAlive() && !engine.hasBegun()) {
                beside.get().join(10);
            }
        }
    }

    private static Optional<Thread> looking() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("refgate-script-warm-up"))
                .findFirst();
    }

    @Test
    void aSmallRepositoryWithAScriptIsReadyWhenTheEngineIs() throws InterruptedException {
        workflows(0, 3);
        git.write("workflows/z/workflow.yml", SCRIPT);
        engine.mayEnd.countDown();

        start();

        assertThat(engine.hasBegun()).isTrue();
        assertThat(looking()).as("nothing is left to be done beside").isEmpty();
    }

    @Test
    void aScriptFarBackInALargeRepositoryStartsTheEngineBesideTheCalls() throws InterruptedException {
        workflows(0, 310);
        git.write("workflows/z/workflow.yml", SCRIPT);

        start();

        assertThat(engine.hasBegun()).isTrue();
        Optional<Thread> beside = looking();
        assertThat(beside).as("the start did not wait for its end").isPresent();
        engine.mayEnd.countDown();
        beside.orElseThrow().join();
    }

    @Test
    void withoutAScriptNothingIsStarted() throws InterruptedException {
        workflows(0, 310);

        start();

        assertThat(engine.hasBegun()).isFalse();
    }
}
