package dev.refgate.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A bare workflow repository in a temporary folder, made with plain Git, which goes when this is closed. It has the
 * workflow {@code hello}, the example {@code support-triage}, and as many more small ones and as many environments as
 * asked for; all environments are branches at the one commit.
 */
final class GeneratedRepository implements AutoCloseable {
    static final String HELLO = "hello";
    static final String TRIAGE = "support-triage";
    static final String ENVIRONMENT = "production";

    private static final String HELLO_YML = """
            version: 1
            inputs:
              name: { type: string, minLength: 1 }
            blocks:
              - id: greeting
                type: text
                value: "Hello, {{ inputs.name }}!"
              - id: answer
                type: json
                value: { greeting: "{{ greeting.output }}" }
            outputs:
              greeting: "{{ answer.output.greeting }}"
            """;

    private final Path folder;

    private GeneratedRepository(Path folder) {
        this.folder = folder;
    }

    /**
     * @param workflows how many in all, at least 2
     * @param environments how many in all, at least 1
     * @param packed whether the refs stand in packed-refs, or each in a file of its own
     */
    static GeneratedRepository create(int workflows, int environments, boolean packed)
            throws IOException, InterruptedException {
        GeneratedRepository repository = new GeneratedRepository(Files.createTempDirectory("refgate-benchmark"));
        repository.git("", "init", "--quiet", "--bare", "--initial-branch=main");
        repository.git(commit(files(workflows, environments)), "fast-import", "--quiet");
        StringBuilder refs = new StringBuilder();
        for (int i = 0; i < environments; i++) {
            refs.append("create refs/heads/env/").append(environment(i)).append(" refs/heads/main\n");
        }
        repository.git(refs.toString(), "update-ref", "--stdin");
        if (packed) {
            repository.git("", "pack-refs", "--all");
        }
        return repository;
    }

    /** Workflows that are all copies of {@code support-triage}, and one environment. */
    static GeneratedRepository alike(int workflows) throws IOException, InterruptedException {
        GeneratedRepository repository = new GeneratedRepository(Files.createTempDirectory("refgate-benchmark"));
        repository.git("", "init", "--quiet", "--bare", "--initial-branch=main");
        Map<String, String> files = files(2, 1);
        String triage = files.get("workflows/" + TRIAGE + "/workflow.yml");
        for (int i = 0; i < workflows; i++) {
            files.put("workflows/" + workflow(i) + "/workflow.yml", triage + "# " + i + "\n");
        }
        repository.git(commit(files), "fast-import", "--quiet");
        repository.git("", "update-ref", "refs/heads/env/" + ENVIRONMENT, "refs/heads/main");
        return repository;
    }

    Path path() {
        return folder;
    }

    /** The name of one of the workflows: {@code hello}, {@code support-triage}, {@code workflow-2}, … */
    static String workflow(int number) {
        return number == 0 ? HELLO : number == 1 ? TRIAGE : "workflow-" + number;
    }

    /** The name of one of the environments: {@code production}, {@code environment-1}, … */
    static String environment(int number) {
        return number == 0 ? ENVIRONMENT : "environment-" + number;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String commit(Map<String, String> files) {
        StringBuilder stream = new StringBuilder("commit refs/heads/main\n");
        stream.append("committer Benchmark <benchmark@example.com> 1790000000 +0000\n");
        appendData(stream, "Begin\n");
        for (Map.Entry<String, String> file : files.entrySet()) {
            stream.append("M 100644 inline ").append(file.getKey()).append('\n');
            appendData(stream, file.getValue());
        }
        return stream.toString();
    }

    private static Map<String, String> files(int workflows, int environments) throws IOException {
        Map<String, String> files = new TreeMap<>();
        StringBuilder policy = new StringBuilder("version: 1\nsource: main\nenvironments:\n");
        for (int i = 0; i < environments; i++) {
            policy.append("  ").append(environment(i)).append(": { ref: refs/heads/env/");
            policy.append(environment(i)).append(" }\n");
        }
        files.put("refgate.yml", policy.toString());
        Path triage = Machine.project().resolve("examples/support-triage/workflows/" + TRIAGE + "/workflow.yml");
        for (int i = 0; i < workflows; i++) {
            files.put("workflows/" + workflow(i) + "/workflow.yml", i == 1 ? Files.readString(triage) : HELLO_YML);
        }
        return files;
    }

    private static void appendData(StringBuilder stream, String text) {
        stream.append("data ")
                .append(text.getBytes(StandardCharsets.UTF_8).length)
                .append('\n');
        stream.append(text).append('\n');
    }

    private void git(String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(Stream.of("git", "-C", folder.toString()), Stream.of(arguments))
                .toList();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        if (process.waitFor() != 0) {
            throw new IOException("failed: " + String.join(" ", command));
        }
    }
}
