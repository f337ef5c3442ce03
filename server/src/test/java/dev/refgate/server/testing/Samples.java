package dev.refgate.server.testing;

import dev.refgate.server.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Repositories' files for tests. */
public final class Samples {
    /** The folder that people copy. */
    public static final Path SUPPORT_TRIAGE = Path.of("../examples/support-triage");

    public static final String POLICY = """
            version: 1
            source: main
            environments:
              development: { ref: refs/heads/main }
              staging: { ref: refs/heads/env/staging, from: development }
              production: { ref: refs/heads/env/production, from: staging }
            """;

    private Samples() {}

    /** A workflow that answers {@code {"answer": <text>}} to {@code {"name": …}}. */
    public static String workflow(String text) {
        return """
                version: 1
                name: Greeting
                description: Greets.
                inputs:
                  name: { type: string, default: World }
                blocks:
                  - { id: greeting, type: text, value: "%s {{ inputs.name }}" }
                outputs:
                  answer: "{{ greeting.output }}"
                """.formatted(text);
    }

    /** With so many rounds {@link #slowWorkflow} takes its time, however fast the machine is. */
    public static final int SLOW = 10_000;

    /**
     * A workflow that answers {@code {"answer": <text>}}: at once after one round, and after {@link #SLOW} rounds only when
     * its time was up twice, with a pause of five seconds between.
     */
    public static String slowWorkflow(String text) {
        return """
                version: 1
                inputs:
                  rounds: { type: integer }
                blocks:
                  - id: busy
                    type: text
                    timeout: 200ms
                    retry: { attempts: 2, backoff: constant, initial: 5s }
                    on_error: { output: "" }
                    value: "{%% for a in range(inputs.rounds) %%}{%% for b in range(100) %%}{%% for c in range(100) %%}{{ '' }}{%% endfor %%}{%% endfor %%}{%% endfor %%}"
                outputs:
                  answer: "%s{{ busy.output }}"
                """.formatted(text);
    }

    /** A workflow that waits for so many milliseconds, and answers {@code {"answer": <text>}}. */
    public static final String WAITING = """
            version: 1
            inputs:
              wait: { type: integer }
              text: { type: string, default: done }
            blocks:
              - { id: wait, type: delay, for: "{{ inputs.wait }}ms" }
              - { id: copy, type: text, value: "{{ inputs.text }}" }
            outputs: { answer: "{{ copy.output }}" }
            """;

    /** A repository whose three environments point to the one commit that holds {@code workflows/hello}. */
    public static PlainGit hello(Path folder) {
        PlainGit git = PlainGit.init(folder)
                .write("refgate.yml", POLICY)
                .write("workflows/hello/workflow.yml", workflow("Hello"));
        pointAll(git, git.commit("Add hello"));
        return git;
    }

    public static void pointAll(PlainGit git, String commit) {
        git.updateRef("refs/heads/env/staging", commit);
        git.updateRef("refs/heads/env/production", commit);
    }

    /** Sample inputs of the example. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> inputs(String name) {
        try {
            Path file = SUPPORT_TRIAGE.resolve("workflows/support-triage/inputs/" + name + ".json");
            return (Map<String, Object>) Json.read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
