package dev.refgate.server.cli;

import dev.refgate.ExitCode;
import dev.refgate.HostedWorkflows;
import dev.refgate.HostedWorkflows.Imported;
import dev.refgate.RepositoryFolder;
import dev.refgate.document.Problem;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.repository.WorkflowId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code refgate import}. */
@Command(
        name = "import",
        description =
                "Make a workflow's folder of the hosted product's workflow configuration, and say what could not be"
                        + " carried over.",
        footer = {
            "%nA folder inputs beside FILE comes along. Nothing that is there already is changed. Ends with 3 when"
                    + " something is left to do before the workflow is valid."
        })
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the annotated fields, and reads them
final class ImportCommand implements Callable<Integer> {
    private static final String SAMPLE = "inputs/default.json";

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "FILE", description = "The configuration: YAML or JSON.")
    private Path file;

    @Option(
            names = "--as",
            paramLabel = "ID",
            description = "The workflow's id here (default: made of workflow_key, else of the name).")
    private @Nullable String id;

    @Option(
            names = "--repository",
            paramLabel = "PATH",
            defaultValue = ".",
            description = "The folder with refgate.yml (default: ${DEFAULT-VALUE}).")
    private Path repository;

    private final Console console;

    ImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Imported made = HostedWorkflows.read(file.toString(), Files.readAllBytes(file));
        WorkflowId workflow = workflow(made);
        Path folder = repository.resolve("workflows").resolve(workflow.value());
        if (Files.exists(folder)) {
            throw new FileAlreadyExistsException(
                    folder + " is there already (expected none: say --as with another id, or delete it first)");
        }
        write(folder, made);
        made.remarks().forEach(console.out()::println);
        List<Problem> problems = new RepositoryFolder(repository)
                .problems().stream()
                        .filter(problem -> problem.location().file().startsWith("workflows/" + workflow + "/"))
                        .toList();
        problems.forEach(console.out()::println);
        console.out()
                .println(
                        problems.isEmpty()
                                ? "The workflow is valid."
                                : "The workflow is not valid yet: mend it, and say "
                                        + Program.command(List.of("validate")));
        return problems.isEmpty() ? ExitCode.DONE : ExitCode.NO;
    }

    private WorkflowId workflow(Imported made) {
        if (id != null) {
            return new WorkflowId(id);
        }
        return made.id()
                .map(WorkflowId::new)
                .orElseThrow(() -> new InvalidArgumentException(
                        file + " has no workflow_key that can be an id here (expected --as ID)"));
    }

    private void write(Path folder, Imported made) throws IOException {
        Files.createDirectories(folder);
        Path written = folder.resolve("workflow.yml");
        Files.write(written, made.text().getBytes(StandardCharsets.UTF_8));
        console.out().println("wrote " + written);
        Path sample = file.resolveSibling(SAMPLE);
        if (Files.isRegularFile(sample)) {
            Path copy = folder.resolve(SAMPLE);
            Files.createDirectories(folder.resolve("inputs"));
            Files.copy(sample, copy, StandardCopyOption.COPY_ATTRIBUTES);
            console.out().println("wrote " + copy);
        }
    }
}
