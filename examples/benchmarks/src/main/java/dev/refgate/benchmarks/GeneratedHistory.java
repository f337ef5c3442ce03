package dev.refgate.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A repository in a temporary folder with many workflows and commits, made by {@code git fast-import} and packed as {@code git
 * gc} packs; it goes when this is closed. The first commit has all workflows, each one after it changes three of them.
 */
final class GeneratedHistory implements AutoCloseable {
    private static final int CHANGES_PER_COMMIT = 3;
    private static final int DEPLOYED = 10;
    private static final long FIRST_SECOND = 1_767_225_600;
    private static final String POLICY = """
            version: 1
            source: main
            environments:
              development: { ref: refs/heads/main }
              staging: { ref: refs/heads/env/staging, from: development }
              production: { ref: refs/heads/env/production, from: staging }
            """;

    private final Git git;
    private final int workflows;
    private int commits;

    private GeneratedHistory(Git git, int workflows, int commits) {
        this.git = git;
        this.workflows = workflows;
        this.commits = commits;
    }

    /**
     * @param commits how many, at least 1
     */
    static GeneratedHistory create(int workflows, int commits) throws IOException {
        Git git = new Git(Files.createTempDirectory("refgate-benchmark"));
        git.run("init", "--quiet", "--initial-branch=main");
        StringBuilder stream = new StringBuilder();
        appendCommit(stream, 0);
        appendFile(stream, "refgate.yml", POLICY);
        IntStream.range(0, workflows).forEach(workflow -> appendChange(stream, workflow, "commit 0"));
        Random random = new Random(1);
        for (int commit = 1; commit < commits; commit++) {
            appendCommit(stream, commit);
            String text = "commit " + commit;
            random.ints(CHANGES_PER_COMMIT, 0, workflows).forEach(workflow -> appendChange(stream, workflow, text));
        }
        git.runWith(stream.toString(), Map.of(), "fast-import", "--quiet");
        git.run("repack", "-a", "-d", "-f", "--quiet");
        return new GeneratedHistory(git, workflows, commits);
    }

    Path path() {
        return git.folder();
    }

    Git git() {
        return git;
    }

    static String workflow(int number) {
        return "workflow-%05d".formatted(number);
    }

    static String folder(int workflow) {
        return "workflows/" + workflow(workflow);
    }

    /** One more commit on the source branch. */
    void change(int... changed) {
        StringBuilder stream = new StringBuilder();
        appendCommit(stream, commits);
        stream.append("from refs/heads/main^0\n");
        for (int workflow : changed) {
            appendChange(stream, workflow % workflows, "commit " + commits);
        }
        commits++;
        git.runWith(stream.toString(), Map.of(), "fast-import", "--quiet");
    }

    /** So many more commits on the source branch, each of which changes another workflow; written by one process. */
    void changeOften(int count) {
        StringBuilder stream = new StringBuilder();
        for (int i = 0; i < count; i++) {
            appendCommit(stream, commits);
            if (i == 0) {
                stream.append("from refs/heads/main^0\n");
            }
            appendChange(stream, commits % workflows, "commit " + commits);
            commits++;
        }
        git.runWith(stream.toString(), Map.of(), "fast-import", "--quiet");
    }

    /** Makes a branch of so many deployments, as somebody else's program would have made them. */
    void deploy(String branch, int deployments) {
        git.run("update-ref", "-d", "refs/heads/" + branch);
        StringBuilder stream = new StringBuilder();
        for (int i = 0; i < deployments; i++) {
            stream.append("commit refs/heads/").append(branch).append("\ncommitter Benchmark <benchmark@example.com> ");
            stream.append(FIRST_SECOND + i * 60L).append(" +0000\n");
            appendData(stream, "Deploy, step " + i);
            appendChange(stream, i % DEPLOYED, "deployment " + i);
        }
        git.runWith(stream.toString(), Map.of(), "fast-import", "--quiet");
    }

    /** Points environments to the source branch's tip, and names it. */
    String pointToTip(String... environments) {
        String tip = git.run("rev-parse", "refs/heads/main");
        for (String environment : environments) {
            git.run("update-ref", "refs/heads/env/" + environment, tip);
        }
        return tip;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(path())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void appendCommit(StringBuilder stream, int number) {
        stream.append("commit refs/heads/main\ncommitter Benchmark <benchmark@example.com> ")
                .append(FIRST_SECOND + number * 60L)
                .append(" +0000\n");
        appendData(stream, "Change the workflows, step " + number);
    }

    private static void appendChange(StringBuilder stream, int workflow, String text) {
        appendFile(stream, folder(workflow) + "/workflow.yml", """
                version: 1
                name: Workflow %d
                inputs:
                  name: { type: string, minLength: 1 }
                blocks:
                  - id: greeting
                    type: text
                    value: "Hello, {{ inputs.name }}, from %s"
                outputs:
                  greeting: "{{ greeting.output }}"
                """.formatted(workflow, text));
    }

    private static void appendFile(StringBuilder stream, String path, String content) {
        stream.append("M 100644 inline ").append(path).append('\n');
        appendData(stream, content);
    }

    private static void appendData(StringBuilder stream, String text) {
        stream.append("data ")
                .append(text.getBytes(StandardCharsets.UTF_8).length)
                .append('\n')
                .append(text)
                .append('\n');
    }
}
