package dev.refgate.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.RepositoryFolder;
import dev.refgate.report.TerminalTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tests of the repositories that people copy pass. */
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("../examples");

    static Stream<Path> repositories() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            return files
                    .filter(file ->
                            file.endsWith("refgate.yml") && !file.toString().contains("target"))
                    .map(Path::getParent)
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("repositories")
    void pass(Path repository) {
        TestReport report = new RepositoryFolder(repository).test(List.of(), TestSelection.ALL);

        assertThat(report.passed()).as(new TerminalTests(false).render(report)).isTrue();
    }
}
