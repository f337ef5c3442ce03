package dev.refgate.server.cli;

import dev.refgate.ExitCode;
import dev.refgate.report.JUnitTests;
import dev.refgate.report.JsonTests;
import dev.refgate.report.MarkdownTests;
import dev.refgate.report.TerminalTests;
import dev.refgate.server.json.Json;
import dev.refgate.test.TestReport;
import dev.refgate.test.TestSelection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which tests run, and how it is said what came of them. */
final class TestReportOptions {
    /** How tests are printed. */
    enum Format {
        TERMINAL,
        MARKDOWN,
        JSON
    }

    @Option(names = "--filter", paramLabel = "TEXT", description = "Only tests with this in their names, in any case.")
    private @Nullable String filter;

    @Option(
            names = "--tag",
            paramLabel = "TAG",
            description = "Only tests with this tag; may be given several times: one of them is enough.")
    private List<String> tags = List.of();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "terminal",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TERMINAL;

    @Option(names = "--junit", paramLabel = "FILE", description = "Also write a report in JUnit XML to this file.")
    private @Nullable Path junit;

    @Option(
            names = "--colour",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Colour colour = Colour.AUTO;

    TestSelection selection() {
        return new TestSelection(Optional.ofNullable(filter), tags);
    }

    /**
     * @return the command's exit code
     */
    int print(TestReport report, Console console) throws IOException {
        if (junit != null) {
            Path folder = junit.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(junit, new JUnitTests().render(report));
        }
        switch (format) {
            case TERMINAL -> console.out().print(new TerminalTests(colour.isWanted(console, null)).render(report));
            case MARKDOWN -> console.out().print(new MarkdownTests().render(report));
            case JSON -> console.out().println(Json.writeIndented(new JsonTests().render(report)));
        }
        return report.passed() ? ExitCode.DONE : ExitCode.NO;
    }
}
