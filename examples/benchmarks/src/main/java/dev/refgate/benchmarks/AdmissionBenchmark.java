package dev.refgate.benchmarks;

import dev.refgate.Refgate;
import dev.refgate.Target;
import dev.refgate.repository.WorkflowId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long it takes to admit a call that names an environment, warm: look at whether the ref has moved, and find the
 * compiled workflow. Ten pairs of workflow and environment, spread over all there are, take turns.
 */
final class AdmissionBenchmark {
    private static final double TARGET_MICROS = 20;
    private static final int FEW = 10;
    private static final int MANY = 10_000;
    private static final int PAIRS = 10;
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final int ROUNDS = 5;

    private long admitted;

    void run() throws IOException, InterruptedException {
        System.out.printf(
                "%n## Admission, one thread, warm: median of %d rounds of %d s, JDK %d%n%n",
                ROUNDS, ROUND.toSeconds(), Runtime.version().feature());
        System.out.println("| workflows | environments | refs | µs an admission | target |");
        System.out.println("| ---: | ---: | --- | ---: | --- |");
        for (boolean packed : List.of(false, true)) {
            for (int workflows : List.of(FEW, MANY)) {
                for (int environments : List.of(FEW, MANY)) {
                    double micros = measure(workflows, environments, packed);
                    System.out.printf(
                            "| %,d | %,d | %s | %.1f | %s |%n",
                            workflows,
                            environments,
                            packed ? "packed" : "loose",
                            micros,
                            Report.atMost(micros, TARGET_MICROS));
                }
            }
        }
    }

    private double measure(int workflows, int environments, boolean packed) throws IOException, InterruptedException {
        try (GeneratedRepository repository = GeneratedRepository.create(workflows, environments, packed);
                Refgate refgate = Refgate.open(repository.path(), Refgate.Options.defaults())) {
            List<Call> calls = calls(workflows, environments);
            microsPerAdmission(refgate, calls, WARM_UP);
            List<Double> rounds = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                rounds.add(microsPerAdmission(refgate, calls, ROUND));
            }
            return Medians.of(rounds);
        }
    }

    private static List<Call> calls(int workflows, int environments) {
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            calls.add(new Call(
                    new WorkflowId(GeneratedRepository.workflow(i * (workflows / PAIRS))),
                    Target.environment(GeneratedRepository.environment(i * (environments / PAIRS)))));
        }
        return calls;
    }

    private double microsPerAdmission(Refgate refgate, List<Call> calls, Duration time) {
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        long count = 0;
        while (System.nanoTime() < end) {
            for (Call call : calls) {
                // Read something of each, so that none can be optimised away.
                admitted += refgate.admit(call.workflow, call.target)
                        .pins()
                        .commit()
                        .hex()
                        .length();
            }
            count += calls.size();
        }
        if (admitted == 0) {
            throw new IllegalStateException("nothing was admitted");
        }
        return (System.nanoTime() - begin) / 1e3 / count;
    }

    private record Call(WorkflowId workflow, Target target) {}
}
