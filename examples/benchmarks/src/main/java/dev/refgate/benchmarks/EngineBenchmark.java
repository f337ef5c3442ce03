package dev.refgate.benchmarks;

import dev.refgate.Admission;
import dev.refgate.Refgate;
import dev.refgate.Refgate.Target;
import dev.refgate.repository.WorkflowId;
import dev.refgate.run.Cancellation;
import dev.refgate.run.RunListener;
import dev.refgate.run.RunResult;
import dev.refgate.run.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * What a block costs beside its work: 200 blocks in a row, in one thread, warm, less a run of one block, divided by their
 * number. The baseline does the same work in plain Java: for each block a text is put together, or a map is filled.
 */
final class EngineBenchmark {
    private static final int BLOCKS = 200;
    private static final double BLOCK_TARGET_MICROS = 15;
    private static final double CHAIN_TARGET_MILLIS = 5;
    private static final long WARM_UP_NANOS = 4_000_000_000L;
    private static final long ROUND_NANOS = 1_000_000_000L;
    private static final int ROUNDS = 7;
    private static final Map<String, Object> INPUTS = Map.of("name", "Ada", "amount", 7L);

    private long checksum;

    void run() throws IOException {
        System.out.printf(
                "%n## Blocks, one thread, warm: median of %d rounds, JDK %d%n%n",
                ROUNDS, Runtime.version().feature());
        System.out.println("| block | µs a block | plain Java, µs | target | 200 in a row, ms | target |");
        System.out.println("| --- | ---: | ---: | --- | ---: | --- |");
        Path folder = Files.createTempDirectory("refgate-engine");
        try (Refgate refgate = open(folder)) {
            double one = micros(() -> run(refgate, "one"));
            row(refgate, "text", one, () -> plainTexts());
            row(refgate, "json", one, () -> plainMaps());
            row(refgate, "condition", one, () -> plainConditions());
        } finally {
            delete(folder);
        }
    }

    private void row(Refgate refgate, String type, double one, LongSupplier plain) {
        double chain = micros(() -> run(refgate, type));
        double block = (chain - one) / (BLOCKS - 1);
        System.out.printf(
                "| %s | %.2f | %.3f | %s | %.2f | %s |%n",
                type,
                block,
                micros(plain) / BLOCKS,
                Report.atMost(block, BLOCK_TARGET_MICROS),
                chain / 1_000,
                type.equals("json") ? Report.atMost(chain / 1_000, CHAIN_TARGET_MILLIS) : "");
    }

    private static Refgate open(Path folder) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("refgate.yml", "version: 1\nsource: main\nenvironments: { production: { ref: refs/heads/main } }\n");
        files.put("workflows/one/workflow.yml", workflow(1, i -> "type: json, value: 1"));
        files.put(
                "workflows/text/workflow.yml",
                workflow(BLOCKS, i -> "type: text, value: \"Hello {{ inputs.name }}, number {{ inputs.amount }}!\""));
        files.put(
                "workflows/json/workflow.yml",
                workflow(
                        BLOCKS,
                        i -> i == 0
                                ? "type: json, value: { count: 0, name: \"{{ inputs.name }}\" }"
                                : "type: json, value: { count: \"{{ b" + (i - 1)
                                        + ".output.count + 1 }}\", name: \"{{ inputs.name" + " }}\" }"));
        files.put(
                "workflows/condition/workflow.yml",
                workflow(
                        BLOCKS,
                        i ->
                                "type: condition, branches: [{ id: high, if: \"{{ inputs.amount > 100 }}\" }, { id: low }]"));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        try {
            for (List<String> command : List.of(
                    List.of("git", "init", "-q", "-b", "main"),
                    List.of("git", "add", "."),
                    List.of("git", "-c", "user.name=B", "-c", "user.email=b@example.com", "commit", "-qm", "Begin"))) {
                Process git = new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .inheritIO()
                        .start();
                if (git.waitFor() != 0) {
                    throw new IOException("failed: " + String.join(" ", command));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return Refgate.open(folder, Refgate.Options.defaults());
    }

    /** One block of a workflow. */
    private interface Line {
        String at(int number);
    }

    private static String workflow(int blocks, Line line) {
        StringBuilder text =
                new StringBuilder("version: 1\ninputs: { name: { type: string }, amount: { type: integer } }\n");
        text.append("blocks:\n");
        for (int i = 0; i < blocks; i++) {
            text.append("  - { id: b").append(i).append(", ").append(line.at(i)).append(" }\n");
        }
        return text.append("outputs: { last: \"{{ b")
                .append(blocks - 1)
                .append(".output }}\" }\n")
                .toString();
    }

    private static long run(Refgate refgate, String workflow) {
        Admission admission = refgate.admit(new WorkflowId(workflow), Target.environment("production"));
        RunResult result = admission.run(INPUTS, RunListener.NONE, new Cancellation());
        if (result.status() != RunStatus.SUCCESS) {
            throw new IllegalStateException(workflow + ": " + result.error());
        }
        return result.outputs().size();
    }

    private static long plainTexts() {
        long length = 0;
        for (int i = 0; i < BLOCKS; i++) {
            length += ("Hello " + INPUTS.get("name") + ", number " + INPUTS.get("amount") + "!").length();
        }
        return length;
    }

    private static long plainMaps() {
        Map<String, Object> last = new LinkedHashMap<>(Map.of("count", 0L, "name", "Ada"));
        for (int i = 1; i < BLOCKS; i++) {
            Map<String, Object> next = new LinkedHashMap<>();
            next.put("count", number(last, "count") + 1);
            next.put("name", INPUTS.get("name"));
            last = next;
        }
        return number(last, "count");
    }

    private static long number(Map<String, Object> values, String key) {
        return values.get(key) instanceof Long number ? number : 0;
    }

    private static long plainConditions() {
        long low = 0;
        for (int i = 0; i < BLOCKS; i++) {
            low += number(INPUTS, "amount") > 100 ? 0 : Map.of("branch", "low").size();
        }
        return low;
    }

    private double micros(LongSupplier work) {
        once(work, WARM_UP_NANOS);
        List<Double> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            rounds.add(once(work, ROUND_NANOS));
        }
        return Medians.of(rounds);
    }

    private double once(LongSupplier work, long nanos) {
        long begin = System.nanoTime();
        long count = 0;
        while (System.nanoTime() - begin < nanos) {
            checksum += work.getAsLong();
            count++;
        }
        double micros = (System.nanoTime() - begin) / 1e3 / count;
        if (checksum == 0) {
            throw new IllegalStateException("nothing was done");
        }
        return micros;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
