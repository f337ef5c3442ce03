package dev.refgate.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example workflow is one that GitHub would take, and uses the action as action.yml declares it. */
class ExampleWorkflowsTest {
    private static final Path FOLDER = Path.of("../examples/github-pipeline/.github/workflows");
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{(.*?)}}");
    private static final Pattern OUTPUT = Pattern.compile("steps\\.([a-z_-]+)\\.outputs\\.([a-z-]+)");
    private static final Set<String> WORKFLOW =
            Set.of("name", "on", "permissions", "concurrency", "jobs", "env", "defaults", "run-name");
    private static final Set<String> JOB = Set.of(
            "name",
            "runs-on",
            "needs",
            "if",
            "permissions",
            "environment",
            "concurrency",
            "outputs",
            "env",
            "steps",
            "timeout-minutes",
            "strategy");
    private static final Set<String> STEP =
            Set.of("id", "name", "uses", "with", "run", "shell", "env", "if", "continue-on-error", "timeout-minutes");
    private static final Map<String, Set<String>> PERMISSIONS = Map.of(
            "contents", Set.of("read", "write"),
            "pull-requests", Set.of("read", "write"),
            "statuses", Set.of("read", "write"),
            "deployments", Set.of("read", "write"),
            "id-token", Set.of("write"));
    private static final Set<String> CONTEXTS = Set.of("github", "inputs", "vars", "secrets", "steps", "needs", "env");
    private static final Set<String> MOVING = Set.of("promote", "rollback");

    private final ActionFile action = ActionFile.read(Path.of("action.yml"));

    static List<Path> workflows() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void isAWorkflow(Path file) throws IOException {
        Map<String, Object> workflow = ActionFile.read(file).values();

        assertThat(WORKFLOW).containsAll(workflow.keySet());
        assertThat(workflow).containsKeys("name", "on", "permissions", "jobs");
        ActionFile.texts(workflow.get("permissions"))
                .forEach((name, level) ->
                        assertThat(PERMISSIONS.getOrDefault(name, Set.of())).contains(level));
        Map<String, Object> jobs = ActionFile.map(workflow.get("jobs"));
        jobs.forEach(
                (name, job) -> job(jobs.keySet(), ActionFile.map(job), ActionFile.texts(workflow.get("permissions"))));
        expressions(Files.readString(file));
    }

    private void job(Set<String> jobs, Map<String, Object> job, Map<String, String> permissions) {
        assertThat(JOB).containsAll(job.keySet());
        assertThat(job).containsKeys("runs-on", "steps");
        if (job.get("needs") != null) {
            assertThat(jobs).contains(String.valueOf(job.get("needs")));
        }
        Set<String> ids = new HashSet<>();
        for (Object each : (List<?>) job.get("steps")) {
            Map<String, Object> step = ActionFile.map(each);
            assertThat(STEP).containsAll(step.keySet());
            assertThat(step.containsKey("uses")).isNotEqualTo(step.containsKey("run"));
            outputs(String.valueOf(step), ids);
            if (step.get("id") != null) {
                assertThat(ids.add(String.valueOf(step.get("id")))).isTrue();
            }
            assertThat(String.valueOf(step.getOrDefault("uses", ""))).matches("|[A-Za-z0-9._/-]+@v[0-9]+");
            if (String.valueOf(step.get("uses")).contains("/github-action@")) {
                use(ActionFile.texts(step.get("with")), permissions);
            }
        }
    }

    /** Only steps before this one have outputs, and only those that action.yml names. */
    private void outputs(String step, Set<String> before) {
        Matcher output = OUTPUT.matcher(step);
        while (output.find()) {
            assertThat(before).contains(output.group(1));
            assertThat(action.outputs()).contains(output.group(2));
        }
    }

    private void use(Map<String, String> with, Map<String, String> permissions) {
        assertThat(action.inputs()).containsAll(with.keySet());
        assertThat(Commands.names()).contains(with.get("command"));
        if (with.containsKey("oidc-audience")) {
            assertThat(permissions).containsEntry("id-token", "write");
        }
        if (MOVING.contains(with.get("command")) && !with.containsKey("on-server")) {
            assertThat(permissions).containsEntry("contents", "write").containsEntry("statuses", "write");
        }
        if (with.get("command").equals("diff")) {
            assertThat(permissions).containsEntry("pull-requests", "write");
        }
    }

    private static void expressions(String text) {
        assertThat(text.split("\\$\\{\\{", -1)).hasSameSizeAs(text.split("}}", -1));
        Matcher expression = EXPRESSION.matcher(text);
        while (expression.find()) {
            Matcher context = Pattern.compile("(?<![.'\\w-])([a-z]+)\\.").matcher(expression.group(1));
            while (context.find()) {
                assertThat(CONTEXTS).contains(context.group(1));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("commandLines")
    void usesTheCommandLineAsItIs(String line) throws IOException {
        String guide = Files.readString(Path.of("../docs/command-line.md"));
        Matcher command = Pattern.compile("(?:refgate|REFGATE_JAR\") (\\w+)((?: [^;|}]*)?)")
                .matcher(line);
        assertThat(command.find()).as(line).isTrue();
        Matcher synopsis = Pattern.compile("(?s)```\n(refgate " + command.group(1) + "\\b.*?)```")
                .matcher(guide);
        assertThat(synopsis.find()).as(line).isTrue();
        Matcher option = Pattern.compile("--[a-z-]+").matcher(command.group(2));
        while (option.find()) {
            assertThat(synopsis.group(1)).contains(option.group());
        }
    }

    static List<String> commandLines() throws IOException {
        Path folder = FOLDER.resolve("../..");
        return List.of(".gitlab-ci.yml", "Jenkinsfile").stream()
                .flatMap(name -> RunnerFiles.read(folder.resolve(name)).lines())
                .filter(line -> line.matches(".*(- refgate |REFGATE_JAR\" )\\w.*"))
                .toList();
    }
}
