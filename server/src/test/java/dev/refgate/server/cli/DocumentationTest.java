package dev.refgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** docs/command-line.md says what the program understands, all of it and nothing else. */
class DocumentationTest {
    private static final Path PAGE = Path.of("../docs/command-line.md");
    private static final Set<String> EVERYWHERE = Set.of("--help", "--stacktrace");

    private final CommandLine program = Cli.commandLine(Console.ofProcess());

    @Test
    void everyCommandHasItsSection() throws IOException {
        Set<String> sections = found("(?m)^## refgate (\\w+)$", Files.readString(PAGE));
        Set<String> listed = found("\\| `refgate (\\w+)` \\|", Files.readString(PAGE));

        Set<String> commands = new TreeSet<>(program.getSubcommands().keySet());
        commands.remove("help");
        assertThat(sections).isEqualTo(commands);
        assertThat(listed).isEqualTo(commands);
    }

    @Test
    void everySynopsisHasTheCommandsOptions() throws IOException {
        Matcher synopsis = Pattern.compile("(?s)```\n(refgate (\\w+).*?)```").matcher(Files.readString(PAGE));
        int count = 0;
        while (synopsis.find()) {
            CommandLine command = program.getSubcommands().get(synopsis.group(2));
            Set<String> options = Stream.concat(Stream.of(command), command.getSubcommands().values().stream())
                    .flatMap(one -> one.getCommandSpec().options().stream())
                    .map(OptionSpec::longestName)
                    .filter(name -> !EVERYWHERE.contains(name))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(found("(--[a-z-]+)", synopsis.group(1)))
                    .as(synopsis.group(2))
                    .isEqualTo(options);
            count++;
        }
        assertThat(count)
                .as("every command has a synopsis, and help needs none")
                .isEqualTo(program.getSubcommands().size() - 1);
    }

    @Test
    void exitCodesAreThoseOfTheHelp() throws IOException {
        String help = Cmd.run("--help").out();

        assertThat(found("(?m)^\\| ([0-9]+) \\|", Files.readString(PAGE)))
                .isEqualTo(found("(?m)^ +([0-9]+) +[a-z]", help.substring(help.indexOf("Exit codes:"))));
    }

    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
