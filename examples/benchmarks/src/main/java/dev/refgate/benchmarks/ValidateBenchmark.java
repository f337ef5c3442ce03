package dev.refgate.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How long {@code refgate.jar validate} takes, from the start of its process to its end, for a repository of 1,000 workflows,
 * every one of them compiled. The baseline is the same process for a repository of two. Both also with the JVM's quick compiler
 * alone, as documented for commands that soon end.
 */
final class ValidateBenchmark {
    private static final int FEW = 2;
    private static final int MANY = 1_000;
    private static final int ROUNDS = 5;
    private static final double TARGET_SECONDS = 3;
    private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";
    private static final List<String> QUICKLY = List.of(QUICK_COMPILER);

    void run() throws IOException, InterruptedException {
        System.out.printf(
                "%n## Validation, whole process: median of %d, JDK %d%n%n",
                ROUNDS, Runtime.version().feature());
        System.out.println("| workflows | s | with " + QUICK_COMPILER + ", s | target |");
        System.out.println("| ---: | ---: | ---: | --- |");
        System.out.printf("| %,d | %.2f | %.2f | baseline |%n", FEW, seconds(FEW, List.of()), seconds(FEW, QUICKLY));
        double plain = seconds(MANY, List.of());
        double quick = seconds(MANY, QUICKLY);
        System.out.printf(
                "| %,d | %.2f | %.2f | %s; %s with the flag |%n",
                MANY, plain, quick, Report.atMost(plain, TARGET_SECONDS), Report.atMost(quick, TARGET_SECONDS));
    }

    private static double seconds(int workflows, List<String> flags) throws IOException, InterruptedException {
        try (GeneratedRepository repository = GeneratedRepository.alike(workflows)) {
            List<Double> rounds = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                long begin = System.nanoTime();
                validate(repository, flags);
                rounds.add((System.nanoTime() - begin) / 1e9);
            }
            return Medians.of(rounds);
        }
    }

    private static void validate(GeneratedRepository repository, List<String> flags)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(flags);
        command.addAll(List.of("-jar", Machine.refgateJar().toString()));
        command.addAll(List.of("validate", repository.path().toString(), "--revision", "main"));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0 || !said.strip().equals("No problems.")) {
            throw new IOException("validate: " + said);
        }
    }
}
