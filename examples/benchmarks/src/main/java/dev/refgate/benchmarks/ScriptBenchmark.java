package dev.refgate.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What a {@code javascript} block costs inside a run: a transform of ten lines over an order of about 1 KiB, less the same run
 * with the order in a {@code json} block.
 */
final class ScriptBenchmark {
    private static final double TARGET_MICROS = 150;
    private static final int LINES = 16;

    /** The JVM compiles the engine and the script while they are called: ends of the stretches that are told apart. */
    private static final int[] STRETCHES = {100, 1_000, 10_000, 30_000};

    private static final String SCRIPT = """
            export default function ({ order, rate }) {
              const lines = order.lines.filter(line => line.quantity > 1);
              const totals = {};
              for (const line of lines) {
                totals[line.group] = (totals[line.group] ?? 0) + line.quantity * line.price;
              }
              const groups = Object.keys(totals).sort();
              const sum = groups.reduce((all, group) => all + totals[group], 0);
              const large = lines.filter(line => line.price > 50).map(line => line.sku);
              return { customer: order.customer.toUpperCase(), groups, totals, sum: sum * rate, large };
            }
            """;

    private static final String BLOCKS_HEAD = """
            version: 1
            inputs: { order: { type: object } }
            blocks:
            """;

    void run() throws IOException {
        System.out.printf(
                "%n## A script block, one thread, warm: median of %d rounds, JDK %d, %s%n%n",
                Warm.ROUNDS, Runtime.version().feature(), Machine.load());
        System.out.println("| | µs | target |");
        System.out.println("| --- | ---: | --- |");
        Map<String, String> files = new LinkedHashMap<>();
        files.put("plain/workflow.yml", BLOCKS_HEAD + "  - { id: order, type: json, value: \"{{ inputs.order }}\" }\n");
        files.put(
                "script/workflow.yml",
                BLOCKS_HEAD
                        + "  - { id: order, type: javascript, file: order.js, with: { order: \"{{ inputs.order }}\", rate: 1.5 } }\n");
        files.put("script/order.js", SCRIPT);
        Map<String, Object> inputs = Map.of("order", order());
        try (WrittenRepository repository = WrittenRepository.of(files)) {
            double without = Warm.micros(() -> repository.run("plain", inputs));
            repository.warmUp();
            warm(() -> repository.run("script", inputs));
            double with = Warm.micros(() -> repository.run("script", inputs));
            System.out.printf("| the run without it | %.1f | |%n", without);
            System.out.printf("| the run with it | %.1f | |%n", with);
            System.out.printf(
                    "| the block | %.1f | %s |%n", with - without, Report.atMost(with - without, TARGET_MICROS));
        }
    }

    /** Until nothing gets faster any more, printing how it gets there. */
    private static void warm(LongSupplier run) {
        int calls = 0;
        for (int end : STRETCHES) {
            long begin = System.nanoTime();
            int first = calls + 1;
            long outputs = 0;
            for (; calls < end; calls++) {
                outputs += run.getAsLong();
            }
            if (outputs == 0) {
                throw new IllegalStateException("nothing was done");
            }
            System.out.printf(
                    "| calls %,d to %,d of the run with it | %.1f | |%n",
                    first, end, (System.nanoTime() - begin) / 1e3 / (end - first + 1));
        }
    }

    /** About 1 KiB as JSON. */
    private static Map<String, Object> order() {
        List<Object> lines = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            lines.add(Map.of(
                    "sku", "article-" + (1_000 + i), "group", "g" + i % 4, "quantity", i % 5L, "price", 7.5 * i));
        }
        return Map.of("customer", "Ada Lovelace", "lines", lines);
    }
}
