package dev.refgate.server.cli;

import dev.refgate.ExitCode;
import dev.refgate.Refgate;
import dev.refgate.RepositoryFolder;
import dev.refgate.document.Problem;
import dev.refgate.report.GithubAnnotations;
import dev.refgate.server.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code refgate validate}. */
@Command(
        name = "validate",
        description = "Say everything that is wrong in refgate.yml and in all workflows, as file:line:column.",
        footer = "%nEnds with 3 when something is wrong.")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the annotated fields, and reads them
final class ValidateCommand implements Callable<Integer> {
    /** How problems are printed. */
    enum Format {
        TEXT,
        JSON,
        GITHUB
    }

    @Mixin
    private CommonOptions common;

    @Parameters(
            arity = "0..1",
            paramLabel = "PATH",
            defaultValue = ".",
            description = "The folder with refgate.yml, committed or not (default: ${DEFAULT-VALUE}).")
    private Path path = Path.of(".");

    @Option(
            names = "--remote",
            paramLabel = "NAME|URL",
            description = "Find --revision in this remote of the repository: origin, or any URL (default: the variable"
                    + " REFGATE_REMOTE, else the repository itself).")
    private @Nullable String remote;

    @Option(
            names = "--revision",
            paramLabel = "REVISION",
            description = "Look at the files of this commit, branch or tag instead: PATH is a repository, may be bare.")
    private @Nullable String revision;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description =
                    "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). github marks the lines in a pull request,"
                            + " when a job of GitHub Actions prints it.")
    private Format format = Format.TEXT;

    @Spec
    private CommandSpec spec;

    private final Console console;

    ValidateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Problem> problems = problems();
        switch (format) {
            case JSON -> console.out().println(Json.writeIndented(asValues(problems)));
            case GITHUB -> {
                GithubAnnotations annotations =
                        revision == null ? GithubAnnotations.below(path) : new GithubAnnotations("");
                problems.forEach(problem -> console.out().println(annotations.line(problem)));
                console.out().println(summary(problems.size()));
            }
            case TEXT -> {
                problems.forEach(console.out()::println);
                console.out().println(summary(problems.size()));
            }
        }
        return problems.isEmpty() ? ExitCode.DONE : ExitCode.NO;
    }

    private List<Problem> problems() {
        if (!Files.isDirectory(path)) {
            throw new ParameterException(spec.commandLine(), "PATH: " + path + " (expected a folder)");
        }
        if (revision == null) {
            if (remote != null) {
                throw new ParameterException(
                        spec.commandLine(), "--remote: " + remote + " (expected beside it: --revision REVISION)");
            }
            return new RepositoryFolder(path).problems();
        }
        try (Refgate refgate = RepositoryOptions.open(path.toString(), remote, null, console)) {
            return refgate.validate(revision);
        }
    }

    private static String summary(int count) {
        return count == 0 ? "No problems." : count == 1 ? "1 problem." : count + " problems.";
    }

    private static Map<String, Object> asValues(List<Problem> problems) {
        return Map.of(
                "problems",
                problems.stream()
                        .map(problem -> Values.of(
                                "file", problem.location().file(),
                                "line", problem.location().line(),
                                "column", problem.location().column(),
                                "message", problem.message()))
                        .toList());
    }
}
