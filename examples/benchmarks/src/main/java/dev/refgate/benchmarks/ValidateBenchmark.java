package dev.refgate.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How long {@code refgate.jar validate} takes, from the start of its process to its end, for a repository of 1,000 workflows,
 * every one of them compiled. The baseline is the same process for a repository of two.
 */
final class ValidateBenchmark {
    private static final int FEW = 2;
    private static final int MANY = 1_000;
    private static final int ROUNDS = 5;
    private static final double TARGET_SECONDS = 3;

    void run() throws IOException, InterruptedException {
        System.out.printf(
                "%n## Validation, whole process: median of %d, JDK %d%n%n",
                ROUNDS, Runtime.version().feature());
        System.out.println("| workflows | s | target |");
        System.out.println("| ---: | ---: | --- |");
        System.out.printf("| %,d | %.2f | baseline |%n", FEW, seconds(FEW));
        double many = seconds(MANY);
        System.out.printf("| %,d | %.2f | %s |%n", MANY, many, Report.atMost(many, TARGET_SECONDS));
    }

    private static double seconds(int workflows) throws IOException, InterruptedException {
        try (GeneratedRepository repository = GeneratedRepository.alike(workflows)) {
            List<Double> rounds = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                long begin = System.nanoTime();
                validate(repository);
                rounds.add((System.nanoTime() - begin) / 1e9);
            }
            return Medians.of(rounds);
        }
    }

    private static void validate(GeneratedRepository repository) throws IOException, InterruptedException {
        List<String> command = List.of(
                System.getProperty("java.home") + "/bin/java",
                "-jar",
                Machine.refgateJar().toString(),
                "validate",
                repository.path().toString(),
                "--revision",
                "main");
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0 || !said.strip().equals("No problems.")) {
            throw new IOException("validate: " + said);
        }
    }
}
