package dev.refgate.server.cli;

import dev.refgate.Refgate;
import dev.refgate.RepositoryFolder;
import dev.refgate.document.Location;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowTree;
import dev.refgate.test.TestReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code refgate test}. */
@Command(
        name = "test",
        description = "Run the test cases of workflows in this process, with their mocks.",
        footer = "%nEnds with 3 when one fails, and when none ran.")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the annotated fields, and reads them
final class TestCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private RepositoryOptions repository;

    @Mixin
    private TestReportOptions report;

    @Parameters(
            arity = "0..*",
            paramLabel = "WORKFLOW",
            description =
                    "Only the tests of these workflows (default: of all). The first may be a folder instead, in the"
                            + " place of --repository: examples/support-triage.")
    private List<String> arguments = List.of();

    @Option(
            names = "--revision",
            paramLabel = "REVISION",
            description =
                    "Test the files of this commit, branch, tag or latest (default: those on disk, committed or not).")
    private @Nullable String revision;

    @Option(
            names = "--update",
            description =
                    "Write the outputs that tests have into the expect of those that fail for it, or expect nothing,"
                            + " for review. Tests with a table stay as they are.")
    private boolean update;

    private final Console console;

    TestCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        return report.print(run(), console);
    }

    private TestReport run() {
        boolean folder = !arguments.isEmpty() && isFolder(arguments.get(0));
        List<WorkflowId> workflows = SelectionOptions.ids(arguments.subList(folder ? 1 : 0, arguments.size()));
        if (revision == null) {
            Path root = folder ? RepositoryOptions.withFiles(arguments.get(0)) : repository.withFiles();
            RepositoryFolder files = new RepositoryFolder(root);
            return update ? updated(files, workflows) : files.test(workflows, report.selection());
        }
        if (update) {
            throw new InvalidArgumentException("--update: writes files on disk (expected no --revision beside it)");
        }
        if (folder) {
            throw new InvalidArgumentException(
                    arguments.get(0) + ": is a folder (expected --repository beside --revision)");
        }
        try (Refgate refgate = repository.open(console)) {
            return refgate.test(revision, workflows, report.selection());
        }
    }

    /** A repository's name may look like a workflow's: what is there decides. */
    private static boolean isFolder(String argument) {
        if (!WorkflowId.isValid(argument)) {
            return true;
        }
        return !Files.isDirectory(Path.of(WorkflowTree.WORKFLOWS_FOLDER))
                && Files.isDirectory(Path.of(argument, WorkflowTree.WORKFLOWS_FOLDER));
    }

    /** Runs them again, so that the report is about what is written now. */
    private TestReport updated(RepositoryFolder files, List<WorkflowId> workflows) {
        List<Location> written = files.update(files.test(workflows, report.selection()));
        written.forEach(location -> console.err().println("updated " + location));
        return files.test(workflows, report.selection());
    }
}
