package dev.refgate.action;

import dev.refgate.Refgate;
import dev.refgate.RepositoryFolder;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.test.TestReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Runs the test cases of workflows here, with their mocks. */
final class TestCommand implements Command {
    @Override
    public Report run(Workplace workplace) throws IOException {
        Path folder = workplace.folder();
        Optional<String> revision = workplace.inputs().find("revision");
        return TestReports.of(
                workplace,
                revision.isPresent() ? at(workplace, revision.get()) : onDisk(workplace, folder),
                folder,
                "mend them; `refgate test` runs the same on your machine.");
    }

    private static TestReport at(Workplace workplace, String revision) {
        try (Refgate refgate = workplace.open()) {
            return refgate.test(revision, workplace.workflows(), TestReports.selection(workplace));
        }
    }

    private static TestReport onDisk(Workplace workplace, Path folder) {
        if (!Files.isDirectory(folder.resolve("workflows"))) {
            throw new InvalidArgumentException("input path: " + folder
                    + " has no workflows/ (expected the folder of a workflow repository; is there a step"
                    + " actions/checkout before?)");
        }
        return new RepositoryFolder(folder).test(workplace.workflows(), TestReports.selection(workplace));
    }
}
