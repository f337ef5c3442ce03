package dev.refgate.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** action.yml, the guide and the program say the same. */
class ActionFileTest {
    private static final Path GUIDE = Path.of("../docs/github-action.md");
    /** Not the program's: which program it is. */
    private static final String JAR = "jar";

    private final ActionFile action = ActionFile.read(Path.of("action.yml"));

    @Test
    void everyInputReachesTheProgramAndNothingElseDoes() {
        Map<String, Object> run = action.step("run");
        Map<String, String> variables = ActionFile.texts(run.get("env"));

        for (String input : action.inputs()) {
            if (!input.equals(JAR)) {
                String variable = "INPUT_" + input.toUpperCase(Locale.ROOT).replace('-', '_');
                assertThat(variables).containsEntry(variable, "${{ inputs." + input + " }}");
            }
        }
        assertThat(variables.keySet().stream().filter(name -> name.startsWith("INPUT_")))
                .hasSize(action.inputs().size() - 1);
    }

    @Test
    void theProgramReadsTheInputsThatThereAre() throws IOException {
        Set<String> read = new TreeSet<>();
        try (var sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                read.addAll(found(
                        "(?:find|required|flag|list|number|duration|wants)\\(\\s*\"([a-z-]+)\"",
                        Files.readString(source)));
            }
        }
        read.addAll(Set.of("path", "from", "to", "environment", "workflows", "revision"));
        Set<String> declared = new TreeSet<>(action.inputs());
        declared.remove(JAR);
        assertThat(read).isEqualTo(declared);
    }

    @Test
    void noExpressionStandsInAScript() throws IOException {
        for (Map<String, Object> step : action.steps()) {
            assertThat(String.valueOf(step.getOrDefault("run", ""))).doesNotContain("${{");
        }
        try (var scripts = Files.list(Path.of("steps"))) {
            for (Path script : scripts.toList()) {
                assertThat(Files.readString(script))
                        .startsWith("#!/usr/bin/env bash\n")
                        .contains("set -euo pipefail");
            }
        }
    }

    @Test
    void theGuideListsInputsAndOutputs() throws IOException {
        String guide = Files.readString(GUIDE);

        for (String input : action.inputs()) {
            assertThat(guide).contains("| `" + input + "` | " + action.description("inputs", input) + " |");
        }
        for (String output : action.outputs()) {
            assertThat(guide).contains("| `" + output + "` | " + action.description("outputs", output) + " |");
        }
        for (String command : Commands.names()) {
            assertThat(guide).contains("| `" + command + "` | ");
            assertThat(action.description("inputs", "command")).contains(command);
        }
    }

    @Test
    void outputsAreThoseOfTheRunStep() {
        assertThat(action.outputs())
                .containsExactlyInAnyOrder(
                        "verdict",
                        "changed-workflows",
                        "plan-id",
                        "deployment-id",
                        "revision",
                        "report-path",
                        "exit-code");
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toList());
    }
}
