package dev.refgate.benchmarks;

import dev.refgate.Admission;
import dev.refgate.Refgate;
import dev.refgate.Target;
import dev.refgate.environment.Settings;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.RepositoryBuilder;
import dev.refgate.repository.WorkflowId;
import dev.refgate.run.AllowedAddresses;
import dev.refgate.run.Cancellation;
import dev.refgate.run.RunLimits;
import dev.refgate.run.RunListener;
import dev.refgate.run.RunStatus;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Many runs that wait on HTTP at the same time: each is one {@code http} block whose server answers after a while. The server
 * runs in this process, on one thread, so its work counts too.
 */
final class WaitingRunsBenchmark {
    private static final int RUNS = 2_000;
    private static final Duration WAIT = Duration.ofMillis(200);
    private static final Duration LONG_WAIT = Duration.ofSeconds(6);
    private static final int ROUNDS = 5;
    private static final int WARM_UP = 5;
    private static final int CROWD = 10_000;
    private static final Duration CROWD_WAIT = Duration.ofSeconds(10);
    private static final double TARGET_SECONDS = 1;
    private static final double TARGET_MIB = 200;
    private static final double MIB = 1 << 20;
    private static final int VIRTUAL_THREADS = 24;

    private static final String WORKFLOW = """
            version: 1
            inputs: { url: { type: string } }
            blocks: [{ id: wait, type: http, url: "{{ inputs.url }}" }]
            outputs: { ok: "{{ wait.output.body.ok }}" }
            """;

    void run() throws IOException, InterruptedException {
        System.out.printf(
                "%n## %,d runs at once that wait %d ms on HTTP, median of %d, JDK %d%n%n",
                RUNS, WAIT.toMillis(), ROUNDS, Runtime.version().feature());
        System.out.println("| | figure | target |");
        System.out.println("| --- | ---: | --- |");
        Path folder = Files.createTempDirectory("refgate-benchmark");
        try (WaitingServer server = new WaitingServer(WAIT);
                Refgate refgate = open(folder)) {
            List<Double> seconds = new ArrayList<>();
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                double took = seconds(refgate, server);
                if (round >= WARM_UP) {
                    seconds.add(took);
                }
            }
            double median = Medians.of(seconds);
            System.out.printf("| wall time, s | %.2f | %s |%n", median, Report.atMost(median, TARGET_SECONDS));
            double heap = heldMebibytes(refgate, server);
            System.out.printf("| more heap while all wait, MiB | %.0f | %s |%n", heap, Report.atMost(heap, TARGET_MIB));
            crowd(refgate);
        } finally {
            delete(folder);
        }
    }

    /** Many more, each with a connection of its own; platform threads are left out. */
    private static void crowd(Refgate refgate) throws IOException, InterruptedException {
        if (Runtime.version().feature() < VIRTUAL_THREADS) {
            System.out.printf("| %,d at once | | on JDK %d and later |%n", CROWD, VIRTUAL_THREADS);
            return;
        }
        try (WaitingProcess server = WaitingProcess.start(CROWD_WAIT)) {
            ExecutorService threads = threads();
            long begin = System.nanoTime();
            await(start(refgate, server.url(), CROWD, threads));
            double took = (System.nanoTime() - begin) / 1e9;
            threads.shutdown();
            System.out.printf(
                    "| of %,d runs that wait %d s, the most that waited at once; wall time, s | %,d; %.1f | |%n",
                    CROWD, CROWD_WAIT.toSeconds(), server.most(), took);
        }
    }

    private static Refgate open(Path folder) {
        try (RepositoryBuilder builder = Refgate.createRepository(folder)) {
            CommitId commit = builder.commit(
                    Map.of(
                            "refgate.yml",
                            bytes("version: 1\nsource: main\nenvironments: { production: { ref: refs/heads/main } }\n"),
                            "workflows/waiting/workflow.yml",
                            bytes(WORKFLOW)),
                    Set.of(),
                    "Wait");
            if (commit.hex().isEmpty()) {
                throw new IllegalStateException("nothing was committed");
            }
        }
        AllowedAddresses loopback = AllowedAddresses.parse(List.of("loopback"));
        return Refgate.open(
                folder,
                new Refgate.Options(Optional.empty(), Settings.none(), RunLimits.DEFAULT, loopback, Clock.systemUTC()));
    }

    private static double seconds(Refgate refgate, WaitingServer server) throws IOException, InterruptedException {
        ExecutorService threads = threads();
        try {
            long begin = System.nanoTime();
            await(start(refgate, server.url(), RUNS, threads));
            return (System.nanoTime() - begin) / 1e9;
        } finally {
            threads.shutdown();
        }
    }

    private static double heldMebibytes(Refgate refgate, WaitingServer server)
            throws IOException, InterruptedException {
        server.setWait(LONG_WAIT);
        ExecutorService threads = threads();
        try {
            double before = usedMebibytes();
            List<Future<RunStatus>> runs = start(refgate, server.url(), RUNS, threads);
            while (server.waiting() < RUNS) {
                Thread.onSpinWait();
            }
            double held = usedMebibytes() - before;
            if (server.waiting() < RUNS) {
                throw new IllegalStateException("the collection took too long: some runs had ended");
            }
            await(runs);
            return held;
        } finally {
            threads.shutdown();
        }
    }

    private static List<Future<RunStatus>> start(Refgate refgate, String url, int many, ExecutorService threads) {
        Map<String, Object> inputs = Map.of("url", url);
        List<Future<RunStatus>> runs = new ArrayList<>(many);
        for (int i = 0; i < many; i++) {
            runs.add(threads.submit(() -> {
                Admission admission = refgate.admit(new WorkflowId("waiting"), Target.environment("production"));
                return admission
                        .run(inputs, RunListener.NONE, new Cancellation())
                        .status();
            }));
        }
        return runs;
    }

    private static void await(List<Future<RunStatus>> runs) throws InterruptedException {
        try {
            for (Future<RunStatus> run : runs) {
                if (run.get() != RunStatus.SUCCESS) {
                    throw new IllegalStateException("a run ended with " + run.get());
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** As the server has them: a virtual thread for each run where those wait well, else one of the platform's. */
    private static ExecutorService threads() {
        if (Runtime.version().feature() < VIRTUAL_THREADS) {
            return Executors.newCachedThreadPool();
        }
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is left after a collection. */
    private static double usedMebibytes() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MIB;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
