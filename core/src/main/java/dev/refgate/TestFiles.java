package dev.refgate;

import dev.refgate.document.Location;
import dev.refgate.internal.yaml.YamlDocumentReader;
import dev.refgate.internal.yaml.YamlEditor;
import dev.refgate.test.CaseResult;
import dev.refgate.test.ExpectationUpdate;
import dev.refgate.test.TestReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes test files on disk. */
final class TestFiles {
    private final Path root;

    TestFiles(Path root) {
        this.root = root;
    }

    /** Writes what tests put out into what they expect; says which. */
    List<Location> update(TestReport report) {
        Map<String, List<CaseResult>> byFile = new TreeMap<>();
        report.results().stream()
                .filter(ExpectationUpdate::suits)
                .forEach(result -> byFile.computeIfAbsent(
                                result.testCase().location().file(), file -> new ArrayList<>())
                        .add(result));
        ExpectationUpdate update = new ExpectationUpdate(new YamlDocumentReader(), new YamlEditor());
        List<Location> updated = new ArrayList<>();
        byFile.forEach((file, results) -> {
            replace(root.resolve(file), update.update(file, read(root.resolve(file)), results));
            results.forEach(result -> updated.add(result.testCase().location()));
        });
        return updated;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whole or not at all: whoever is interrupted keeps the file that there was. */
    private static void replace(Path file, String text) {
        try {
            Path written = Files.createTempFile(file.toAbsolutePath().getParent(), ".refgate-", ".tmp");
            try {
                Files.writeString(written, text);
                Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
