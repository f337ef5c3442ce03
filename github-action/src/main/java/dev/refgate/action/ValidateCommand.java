package dev.refgate.action;

import dev.refgate.ExitCode;
import dev.refgate.Refgate;
import dev.refgate.RepositoryFolder;
import dev.refgate.document.Problem;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.report.GithubAnnotations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Says everything that is wrong in the files. */
final class ValidateCommand implements Command {
    @Override
    public Report run(Workplace workplace) {
        Optional<String> revision = workplace.inputs().find("revision");
        List<Problem> problems = revision.isPresent() ? at(workplace, revision.get()) : onDisk(workplace.folder());
        if (problems.isEmpty()) {
            return Report.of(Verdict.PASSED, ExitCode.DONE, Headline.of("no problems"), Content.none());
        }
        GithubAnnotations annotations =
                revision.isPresent() ? new GithubAnnotations("") : GithubAnnotations.below(workplace.folder());
        return Report.of(
                        Verdict.FAILED,
                        ExitCode.NO,
                        Headline.of(Workplace.count(problems.size(), "problem")),
                        Content.of(problems))
                .annotated(problems.stream().map(annotations::line).toList())
                .andThen("mend these lines; `refgate validate` says the same on your machine.");
    }

    private static List<Problem> at(Workplace workplace, String revision) {
        try (Refgate refgate = workplace.open()) {
            return refgate.validate(revision);
        }
    }

    private static List<Problem> onDisk(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InvalidArgumentException(
                    "input path: " + folder + " (expected a folder; is there a step actions/checkout before?)");
        }
        return new RepositoryFolder(folder).problems();
    }
}
