package dev.refgate.benchmarks;

import dev.refgate.Admission;
import dev.refgate.Refgate;
import dev.refgate.Target;
import dev.refgate.repository.WorkflowId;
import dev.refgate.run.Cancellation;
import dev.refgate.run.RunListener;
import dev.refgate.run.RunResult;
import dev.refgate.run.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A repository of workflows that a benchmark wrote itself, opened; it goes when this is closed. */
final class WrittenRepository implements AutoCloseable {
    private static final String ENVIRONMENT = "production";
    private static final String POLICY =
            "version: 1\nsource: main\nenvironments: { " + ENVIRONMENT + ": { ref: refs/heads/main } }\n";

    private final TemporaryFolder folder;
    private final Refgate refgate;

    private WrittenRepository(TemporaryFolder folder, Refgate refgate) {
        this.folder = folder;
        this.refgate = refgate;
    }

    /**
     * @param files by their path below {@code workflows/}
     */
    static WrittenRepository of(Map<String, String> files) throws IOException {
        TemporaryFolder folder = TemporaryFolder.create();
        Files.writeString(folder.path().resolve("refgate.yml"), POLICY);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.path().resolve("workflows").resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        Git git = new Git(folder.path());
        git.run("init", "-q", "-b", "main");
        git.run("add", ".");
        git.run("commit", "-qm", "Begin");
        return new WrittenRepository(folder, Refgate.open(folder.path(), Refgate.Options.defaults()));
    }

    /** What a server does before it is ready. */
    void warmUp() {
        refgate.warmUp();
    }

    /** Runs a workflow, which must succeed; answers with how many outputs it had. */
    long run(String workflow, Map<String, Object> inputs) {
        Admission admission = refgate.admit(new WorkflowId(workflow), Target.environment(ENVIRONMENT));
        RunResult result = admission.run(inputs, RunListener.NONE, new Cancellation());
        if (result.status() != RunStatus.SUCCESS) {
            throw new IllegalStateException(workflow + ": " + result.error());
        }
        return result.outputs().size();
    }

    @Override
    public void close() throws IOException {
        refgate.close();
        folder.close();
    }
}
