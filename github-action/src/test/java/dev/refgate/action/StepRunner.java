package dev.refgate.action;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the steps of a composite action as GitHub's runner does: resolves the expressions that they use, each script in a bash of
 * its own, with files for outputs and summary.
 */
final class StepRunner {
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{\\s*(.*?)\\s*}}");
    private static final Pattern COMPARISON = Pattern.compile("(\\S+) == '([^']*)'");

    private final Path folder;
    private final Path action;
    private final Map<String, String> job;
    private final Map<String, Map<String, String>> used;
    private int count;

    /**
     * @param folder for the runner's own files
     * @param action where action.yml is
     * @param job the job's variables, and no others
     * @param used outputs of the actions that steps use, by name
     */
    StepRunner(Path folder, Path action, Map<String, String> job, Map<String, Map<String, String>> used) {
        this.folder = folder;
        this.action = action;
        this.job = job;
        this.used = used;
    }

    /**
     * What came of it.
     *
     * @param code of the last step that ran
     * @param ran the steps that ran, by name
     */
    record Result(int code, String log, Map<String, String> outputs, List<String> ran) {}

    /** Uses the action with these inputs; a step that fails ends it. */
    Result use(Map<String, String> with) throws IOException, InterruptedException {
        ActionFile file = ActionFile.read(action.resolve("action.yml"));
        Map<String, String> values = new LinkedHashMap<>(Map.of(
                "github.action_path",
                action.toString(),
                "github.action_repository",
                "acme/refgate",
                "github.token",
                GitHubRest.TOKEN));
        file.inputs().forEach(input -> values.put("inputs." + input, resolve(defaultOf(file, input), values)));
        with.forEach((input, value) -> values.put("inputs." + input, value));
        StringBuilder log = new StringBuilder();
        List<String> ran = new ArrayList<>();
        int code = 0;
        for (Map<String, Object> step : file.steps()) {
            if (code != 0 || !holds(String.valueOf(step.getOrDefault("if", "")), values)) {
                continue;
            }
            ran.add(String.valueOf(step.get("name")));
            Path output = folder.resolve("outputs-" + ++count);
            if (step.containsKey("uses")) {
                Map<String, String> outputs = used.getOrDefault(String.valueOf(step.get("uses")), Map.of());
                outputs.forEach((name, value) -> values.put("steps." + step.get("id") + ".outputs." + name, value));
            } else {
                code = run(step, values, output, log);
                RunnerFiles.outputs(output)
                        .forEach((name, value) -> values.put("steps." + step.get("id") + ".outputs." + name, value));
            }
        }
        return new Result(code, log.toString(), outputs(file, values), ran);
    }

    private static String defaultOf(ActionFile file, String input) {
        Object value = ActionFile.map(
                        ActionFile.map(file.values().get("inputs")).get(input))
                .get("default");
        return value == null ? "" : String.valueOf(value);
    }

    private static Map<String, String> outputs(ActionFile file, Map<String, String> values) {
        Map<String, String> outputs = new LinkedHashMap<>();
        for (String name : file.outputs()) {
            Object value = ActionFile.map(
                            ActionFile.map(file.values().get("outputs")).get(name))
                    .get("value");
            outputs.put(name, resolve(String.valueOf(value), values));
        }
        return outputs;
    }

    private int run(Map<String, Object> step, Map<String, String> values, Path output, StringBuilder log)
            throws IOException, InterruptedException {
        if (!"bash".equals(step.get("shell"))) {
            throw new AssertionError("a step of a composite action needs shell: " + step);
        }
        Path script = Files.writeString(
                folder.resolve("script-" + count + ".sh"), resolve(String.valueOf(step.get("run")), values));
        ProcessBuilder builder = new ProcessBuilder(
                        "bash", "--noprofile", "--norc", "-eo", "pipefail", script.toString())
                .directory(Path.of(job.get("GITHUB_WORKSPACE")).toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(job);
        ActionFile.texts(step.get("env"))
                .forEach((name, value) -> builder.environment().put(name, resolve(value, values)));
        builder.environment().put("GITHUB_OUTPUT", output.toString());
        builder.environment()
                .put("GITHUB_STEP_SUMMARY", folder.resolve("summary.md").toString());
        Process process = builder.start();
        log.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        return process.waitFor();
    }

    private static boolean holds(String condition, Map<String, String> values) {
        if (condition.isEmpty()) {
            return true;
        }
        Matcher expression = EXPRESSION.matcher(condition);
        String inner = expression.matches() ? expression.group(1) : condition;
        Matcher comparison = COMPARISON.matcher(inner);
        if (!comparison.matches()) {
            throw new AssertionError("if: " + condition + " (expected a comparison)");
        }
        return values.getOrDefault(comparison.group(1), "").equals(comparison.group(2));
    }

    private static String resolve(String text, Map<String, String> values) {
        return EXPRESSION.matcher(text).replaceAll(match -> {
            String name = match.group(1);
            if (!values.containsKey(name) && !name.matches("steps\\.[a-z]+\\.outputs\\.[a-z-]+")) {
                throw new AssertionError("expression: " + name + " (expected an input, an output, or github.…)");
            }
            return Matcher.quoteReplacement(values.getOrDefault(name, ""));
        });
    }
}
