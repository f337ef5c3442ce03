package dev.refgate.action;

import dev.refgate.Refgate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a job of GitHub Actions stands on: a repository on a server, a checkout, an event, the files that the runner reads, and the
 * REST API.
 */
final class Bench implements AutoCloseable {
    static final String POLICY = """
            version: 1
            source: main
            environments:
              development: { ref: refs/heads/main }
              staging: { ref: refs/heads/env/staging, from: development }
              production: { ref: refs/heads/env/production, from: staging }
            """;

    private final Path folder;
    private final Git remote;
    private final Git work;
    private final GitHubRest github = new GitHubRest();
    private final Map<String, String> job = new LinkedHashMap<>();
    private int uses;

    Bench(Path folder) {
        this.folder = folder;
        this.remote = Git.bare(folder.resolve("server/acme/flows"));
        this.work = Git.init(folder.resolve("work"));
        work.write("refgate.yml", POLICY).write("workflows/hello/workflow.yml", workflow("Hello"));
        work.write("workflows/hello/tests/smoke.yml", tests("Hello"));
        work.commit("Add hello");
        work.git("remote", "add", "origin", remote.folder().toString());
        push();
        job.put("GITHUB_REPOSITORY", "acme/flows");
        job.put("GITHUB_SERVER_URL", folder.resolve("server").toUri().toString());
        job.put("GITHUB_API_URL", github.api());
        job.put("GITHUB_ACTOR", "octocat");
        job.put("GITHUB_ACTOR_ID", "583231");
        job.put("GITHUB_RUN_ID", "42");
        job.put("GITHUB_EVENT_NAME", "push");
        job.put("RUNNER_TEMP", folder.resolve("temp").toString());
        job.put("GITHUB_WORKSPACE", work.folder().toString());
        job.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    }

    /** A workflow that answers {@code <text> World}. */
    static String workflow(String text) {
        return """
                version: 1
                name: Greeting
                inputs:
                  name: { type: string, default: World }
                blocks:
                  - { id: greeting, type: text, value: "%s {{ inputs.name }}" }
                outputs:
                  answer: "{{ greeting.output }}"
                """.formatted(text);
    }

    static String tests(String text) {
        return """
                tests:
                  - name: greets
                    live: true
                    inputs: {}
                    expect: { outputs: { answer: "%s World" } }
                """.formatted(text);
    }

    Git work() {
        return work;
    }

    Git remote() {
        return remote;
    }

    GitHubRest github() {
        return github;
    }

    Path folder() {
        return folder;
    }

    void push() {
        work.git("push", "--quiet", "origin", "HEAD:refs/heads/main");
    }

    /** A change on the remote's source branch. */
    Bench change(String greeting) {
        work.write("workflows/hello/workflow.yml", workflow(greeting));
        work.write("workflows/hello/tests/smoke.yml", tests(greeting));
        work.commit("Say " + greeting);
        push();
        return this;
    }

    Bench variable(String name, String value) {
        job.put(name, value);
        return this;
    }

    Map<String, String> job() {
        return Map.copyOf(job);
    }

    /** The event is about a pull request from here on. */
    Bench event(String name, Map<String, Object> payload) {
        try {
            Path file = Files.writeString(
                    folder.resolve("event.json"), Refgate.json().write(payload));
            return variable("GITHUB_EVENT_NAME", name).variable("GITHUB_EVENT_PATH", file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param repository where the pull request's branch is
     */
    static Map<String, Object> pullRequest(String title, String branch, String head, String base, String repository) {
        return Map.of(
                "pull_request",
                Map.of(
                        "number",
                        7L,
                        "title",
                        title,
                        "head",
                        Map.of("ref", branch, "sha", head, "repo", Map.of("full_name", repository)),
                        "base",
                        Map.of("ref", "main", "sha", base)));
    }

    /**
     * What a use of the action left.
     *
     * @param code what it ended with
     * @param log what it printed
     * @param outputs as the runner reads them
     */
    record Use(int code, String log, Map<String, String> outputs, String summary) {}

    /**
     * Uses the action in this process.
     *
     * @param inputs a name, its value, the next name, and so on
     */
    Use use(String... inputs) {
        uses++;
        Path output = folder.resolve("output-" + uses);
        Path summary = folder.resolve("summary-" + uses);
        Map<String, String> variables = new LinkedHashMap<>(job);
        variables.put("GITHUB_OUTPUT", output.toString());
        variables.put("GITHUB_STEP_SUMMARY", summary.toString());
        variables.put("INPUT_TOKEN", GitHubRest.TOKEN);
        for (int i = 0; i < inputs.length; i += 2) {
            variables.put(
                    "INPUT_" + inputs[i].toUpperCase(java.util.Locale.ROOT).replace('-', '_'), inputs[i + 1]);
        }
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        int code = new ActionProgram(variables, new PrintStream(log, true, StandardCharsets.UTF_8)).run();
        return new Use(
                code, log.toString(StandardCharsets.UTF_8), RunnerFiles.outputs(output), RunnerFiles.read(summary));
    }

    @Override
    public void close() {
        github.close();
    }
}
