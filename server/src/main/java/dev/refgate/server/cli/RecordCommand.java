package dev.refgate.server.cli;

import dev.refgate.Admission;
import dev.refgate.ExitCode;
import dev.refgate.Refgate;
import dev.refgate.Target;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.NotFoundException;
import dev.refgate.repository.WorkflowId;
import dev.refgate.run.BlockResult;
import dev.refgate.run.RunEvent.BlockEnded;
import dev.refgate.run.RunEvent.RunEnded;
import dev.refgate.run.RunEvent.RunStarted;
import dev.refgate.run.RunEvent.SubWorkflowStarted;
import dev.refgate.run.RunResult;
import dev.refgate.server.json.Json;
import dev.refgate.server.runlog.LoggedResult;
import dev.refgate.server.runlog.RunFacts;
import dev.refgate.server.runlog.RunRow;
import dev.refgate.server.runlog.StoredRuns;
import dev.refgate.test.RunRecording;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code refgate record}: a run of the log becomes a test case. */
@Command(
        name = "record",
        description = "Write a run of a server's log as a test case into its workflow's tests folder.",
        footer = {
            "%nBlocks that reached out become mocks. Values of _env and sensitive inputs are masked: put something"
                    + " harmless there before you commit the file."
        })
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the annotated fields, and reads them
final class RecordCommand implements Callable<Integer> {
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_-]{0,99}";

    @Mixin
    private CommonOptions common;

    @Mixin
    private RepositoryOptions repository;

    @Mixin
    private KeyStoreOptions store;

    @Parameters(paramLabel = "RUN", description = "The run's id.")
    private String runId;

    @Option(
            names = "--as",
            required = true,
            paramLabel = "NAME",
            description = "Write workflows/<workflow>/tests/NAME.yml, which must not be there yet.")
    private String name;

    private final Console console;

    RecordCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (!name.matches(NAME)) {
            throw new InvalidArgumentException("--as: " + name + " (expected letters, digits, hyphens, underscores)");
        }
        RunRow row = store.withDatabase(database -> StoredRuns.find(database, runId))
                .orElseThrow(() -> new NotFoundException("run: " + runId + " is not in the run log"));
        requireWhole(row);
        Path tests = repository
                .withFiles()
                .resolve("workflows")
                .resolve(row.workflow())
                .resolve("tests");
        try (Refgate refgate = repository.open(console)) {
            Admission admission = refgate.admit(new WorkflowId(row.workflow()), Target.revision(row.revision()));
            RunRecording recording = refgate.recording();
            tell(row, recording);
            write(tests.resolve(name + ".yml"), refgate.testOf(recording, admission));
        }
        return ExitCode.DONE;
    }

    private static void requireWhole(RunRow row) {
        boolean cut = row.truncated() || RunFacts.of(row.facts()).veiled();
        if (!row.isOver() || cut) {
            String why = cut ? "was too large to be stored whole" : "is " + row.status();
            throw new InvalidArgumentException(
                    "run: " + row.id() + " " + why + " (expected one that is over and whole on record)");
        }
    }

    private static void tell(RunRow row, RunRecording recording) {
        RunResult result = LoggedResult.of(row);
        Instant over = result.started().plus(result.duration());
        recording.on(new RunStarted(row.id(), result.started(), result.pins(), inputs(row)));
        // Defaults are there, too: whoever called the run did not send them, and they may stand in what it put out.
        recording.on(new SubWorkflowStarted(
                row.id(), result.started(), "", RunFacts.of(row.facts()).hidden()));
        for (BlockResult block : result.blocks()) {
            recording.on(new BlockEnded(row.id(), over, block));
        }
        recording.on(
                new RunEnded(row.id(), over, result.status(), result.outputs(), result.error(), result.duration()));
    }

    @SuppressWarnings("unchecked") // the reader's maps have such keys and values
    private static Map<String, Object> inputs(RunRow row) {
        String inputs = row.inputs() == null ? "{}" : row.inputs();
        return Json.parse(inputs) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    private void write(Path file, String test) throws IOException {
        Files.createDirectories(file.getParent());
        try {
            Files.writeString(file, test, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new InvalidArgumentException("--as: " + file + " is there already (expected a new name)", e);
        }
        console.out().println("wrote " + file);
    }
}
