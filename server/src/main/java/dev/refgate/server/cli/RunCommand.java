package dev.refgate.server.cli;

import dev.refgate.Admission;
import dev.refgate.ExitCode;
import dev.refgate.Refgate;
import dev.refgate.Target;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.repository.WorkflowId;
import dev.refgate.run.Cancellation;
import dev.refgate.run.RunListener;
import dev.refgate.run.RunPins;
import dev.refgate.run.RunResult;
import dev.refgate.run.RunStatus;
import dev.refgate.run.Secrets;
import dev.refgate.server.http.RunAnswer;
import dev.refgate.server.json.Json;
import dev.refgate.test.RunRecording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code refgate run}. */
@Command(
        name = "run",
        description = "Run a workflow in this process, at what an environment points to or at a revision.",
        footer = "%nEnds with 3 when the run did not succeed.")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the annotated fields, and reads them
final class RunCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private RepositoryOptions repository;

    @Mixin
    private InputOptions inputs;

    @Mixin
    private AddressOptions addresses;

    @Parameters(paramLabel = "WORKFLOW", description = "The workflow's id.")
    private String workflow;

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description = "Run what this environment points to, with its settings (default: default_environment).")
    private @Nullable String environment;

    @Option(
            names = "--revision",
            paramLabel = "REVISION",
            description = "Run this commit, branch, tag, r12 or latest, with the settings of --environment, if any.")
    private @Nullable String revision;

    @Option(names = "--json", description = "Print the answer that the HTTP API would give.")
    private boolean json;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "Also write the run as a test case to this new file; - prints it in the place of the answer.")
    private @Nullable String record;

    private final Console console;

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Target target = new Target(Optional.ofNullable(environment), Optional.ofNullable(revision));
        WorkflowId id = new WorkflowId(workflow);
        var values = inputs.read(console.in());
        try (Refgate refgate = repository.open(console, addresses.allowed(console.variables()))) {
            Admission admission = refgate.admit(id, target);
            RunRecording recording = refgate.recording();
            RunListener listener = record == null ? RunListener.NONE : recording;
            RunResult result = admission.run(values, listener, new Cancellation());
            if (record != null) {
                keep(refgate.testOf(recording, admission), record);
            }
            if (!"-".equals(record)) {
                print(result, admission.secrets());
            }
            return result.status() == RunStatus.SUCCESS ? ExitCode.DONE : ExitCode.NO;
        }
    }

    private void keep(String test, String file) throws IOException {
        if (file.equals("-")) {
            console.out().print(test);
            return;
        }
        try {
            Files.writeString(Path.of(file), test, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new InvalidArgumentException("--record: " + file + " (expected a file that is not there yet)", e);
        }
    }

    private void print(RunResult result, Secrets secrets) {
        if (json) {
            RunAnswer answer = new RunAnswer(result, secrets, Optional.empty());
            console.out().println(Json.bytes(answer::write).toString(StandardCharsets.UTF_8));
            return;
        }
        RunPins pins = result.pins();
        console.out()
                .println(result.status().word() + " in " + result.duration().toMillis() + " ms: " + pins.workflow()
                        + " at " + pins.commit().abbreviated()
                        + pins.environment().map(name -> " (" + name + ")").orElse(""));
        result.error()
                .ifPresent(error -> console.out()
                        .println(error.block()
                                        .map(block -> "block " + block + ": ")
                                        .orElse("")
                                + error.message()));
        console.out().println(Json.writeIndented(result.outputs()));
    }
}
