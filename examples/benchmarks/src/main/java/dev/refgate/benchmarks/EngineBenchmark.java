package dev.refgate.benchmarks;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What a block costs beside its work: 200 blocks in a row, in one thread, warm, less a run of one block, divided by their
 * number. The baseline does the same work in plain Java: for each block a text is put together, or a map is filled.
 */
final class EngineBenchmark {
    private static final int BLOCKS = 200;
    private static final double BLOCK_TARGET_MICROS = 15;
    private static final double CHAIN_TARGET_MILLIS = 5;
    private static final Map<String, Object> INPUTS = Map.of("name", "Ada", "amount", 7L);

    void run() throws IOException {
        System.out.printf(
                "%n## Blocks, one thread, warm: median of %d rounds, JDK %d%n%n",
                Warm.ROUNDS, Runtime.version().feature());
        System.out.println("| block | µs a block | plain Java, µs | target | 200 in a row, ms | target |");
        System.out.println("| --- | ---: | ---: | --- | ---: | --- |");
        try (WrittenRepository repository = WrittenRepository.of(files())) {
            double one = Warm.micros(() -> repository.run("one", INPUTS));
            row(repository, "text", one, EngineBenchmark::plainTexts);
            row(repository, "json", one, EngineBenchmark::plainMaps);
            row(repository, "condition", one, EngineBenchmark::plainConditions);
        }
        new ScriptBenchmark().run();
    }

    private static void row(WrittenRepository repository, String type, double one, LongSupplier plain) {
        double chain = Warm.micros(() -> repository.run(type, INPUTS));
        double block = (chain - one) / (BLOCKS - 1);
        System.out.printf(
                "| %s | %.2f | %.3f | %s | %.2f | %s |%n",
                type,
                block,
                Warm.micros(plain) / BLOCKS,
                Report.atMost(block, BLOCK_TARGET_MICROS),
                chain / 1_000,
                type.equals("json") ? Report.atMost(chain / 1_000, CHAIN_TARGET_MILLIS) : "");
    }

    private static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("one/workflow.yml", workflow(1, i -> "type: json, value: 1"));
        files.put(
                "text/workflow.yml",
                workflow(BLOCKS, i -> "type: text, value: \"Hello {{ inputs.name }}, number {{ inputs.amount }}!\""));
        files.put(
                "json/workflow.yml",
                workflow(
                        BLOCKS,
                        i -> i == 0
                                ? "type: json, value: { count: 0, name: \"{{ inputs.name }}\" }"
                                : "type: json, value: { count: \"{{ b" + (i - 1)
                                        + ".output.count + 1 }}\", name: \"{{ inputs.name" + " }}\" }"));
        files.put(
                "condition/workflow.yml",
                workflow(
                        BLOCKS,
                        i ->
                                "type: condition, branches: [{ id: high, if: \"{{ inputs.amount > 100 }}\" }, { id: low }]"));
        return files;
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
}
