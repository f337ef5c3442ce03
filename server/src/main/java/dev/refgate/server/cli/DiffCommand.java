package dev.refgate.server.cli;

import dev.refgate.ExitCode;
import dev.refgate.Refgate;
import dev.refgate.Side;
import dev.refgate.diff.RepositoryDiff;
import dev.refgate.repository.WorkflowId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code refgate diff}. */
@Command(
        name = "diff",
        description = "Say what differs between two sides: blocks and edges, files, and what it means for callers and"
                + " environments.",
        footer =
                "%nA side is an environment, else pr/42 (a pull request's head, once it is fetched), a commit id, branch, tag"
                        + " or latest; r12 where one workflow is named; . or worktree for the files of the work tree.")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the annotated fields, and reads them
final class DiffCommand implements Callable<Integer> {
    private static final Set<String> WORK_TREE = Set.of(".", "worktree");

    @Mixin
    private CommonOptions common;

    @Mixin
    private RepositoryOptions repository;

    @Parameters(index = "0", paramLabel = "FROM", description = "The side before.")
    private String from;

    @Parameters(index = "1", paramLabel = "TO", description = "The side after.")
    private String to;

    @Parameters(
            index = "2..*",
            arity = "0..*",
            paramLabel = "WORKFLOW",
            description = "Compare these workflows alone (default: all).")
    private List<String> workflows = List.of();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "terminal",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private DiffFormat format = DiffFormat.TERMINAL;

    @Option(names = "--output", paramLabel = "FILE", description = "Write it to this file and print nothing.")
    private @Nullable Path output;

    @Option(names = "--exit-code", description = "End with 2 when something differs.")
    private boolean exitCode;

    @Option(
            names = {"--colour", "--color"},
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "Colours for the terminal: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Colour colour = Colour.AUTO;

    private final Console console;

    DiffCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Set<WorkflowId> ids = new LinkedHashSet<>();
        workflows.forEach(each -> ids.add(new WorkflowId(each)));
        try (Refgate refgate = repository.open(console)) {
            RepositoryDiff diff = refgate.diff(side(from), side(to), ids);
            write(diff);
            return exitCode && !diff.isEmpty() ? ExitCode.DIFFERENT : ExitCode.DONE;
        }
    }

    private static Side side(String name) {
        return WORK_TREE.contains(name) ? Side.workTree() : Side.named(name);
    }

    private void write(RepositoryDiff diff) throws IOException {
        String text = format.render(diff, colour.isWanted(console, output));
        if (output == null) {
            console.out().print(text);
        } else {
            Files.writeString(output, text);
        }
    }
}
