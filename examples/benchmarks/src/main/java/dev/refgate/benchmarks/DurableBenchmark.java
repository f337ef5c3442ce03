package dev.refgate.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code hello} on a server that asks for a key and has each run on the disk before its answer; beside the bare route, and
 * beside Node-RED, which does the same work and records nothing.
 */
final class DurableBenchmark {
    /** For both: a collector that takes less of the processors than G1, as docs/operations.md has it. */
    private static final List<String> FLAGS = List.of("-Xmx512m", "-XX:+UseParallelGC");

    /** Twice as many as elsewhere: with fewer the processors are idle while all calls wait for the disk. */
    private static final int CONNECTIONS = 2 * Load.CONNECTIONS;

    private static final Duration PACED = Duration.ofSeconds(Integer.getInteger("refgate.benchmark.paced.seconds", 30));

    /**
     * What a server does while it waits for calls was not done while it was called as fast as it can be: for the first seconds at a steady
     * rate that is not compiled, and what was compiled on the assumption that it never happens is compiled again.
     */
    private static final Duration PACED_WARM_UP =
            Duration.ofSeconds(Integer.getInteger("refgate.benchmark.paced.warm.up.seconds", 20));

    /** The machine stands still now and then: by such turns that falls on both. */
    private static final Duration SLICE = Duration.ofSeconds(5);

    private static final double OF_BARE = 0.25;
    private static final double OF_NODE_RED = 3;
    private static final double P99_MILLIS = 20;

    /** About as many as the server's groups of runs at that rate. */
    private static final double DISK_WRITES = 1_000;

    void run() throws IOException, InterruptedException {
        System.out.printf("%n## On record, with a key: %s, flags %s%n", Contest.describe(CONNECTIONS), FLAGS);
        Optional<Path> nodeRed = NodeRedProcess.installed();
        for (Machine.Jdk jdk : Machine.jdks()) {
            if (nodeRed.isPresent()) {
                try (NodeRedProcess process = NodeRedProcess.start(nodeRed.get())) {
                    on(jdk, Optional.of(process));
                }
            } else {
                System.out.println("\nNode-RED is not measured: " + NodeRedProcess.HOW_TO_INSTALL);
                on(jdk, Optional.empty());
            }
        }
    }

    private static void on(Machine.Jdk jdk, Optional<NodeRedProcess> nodeRed) throws IOException, InterruptedException {
        try (GeneratedRepository repository = GeneratedRepository.create(2, 3, false);
                ServerProcess bare = ServerProcess.bare(jdk.java(), FLAGS);
                TemporaryFolder data = TemporaryFolder.create();
                ServerProcess durable = ServerProcess.durable(jdk.java(), FLAGS, repository.path(), data.path())) {
            Contest contest = new Contest();
            contest.add("bare route", new Load(bare.port(), Calls.HELLO, CONNECTIONS));
            Contest.Contestant kept = contest.add(
                    "hello, on record, with a key", new Load(durable.port(), Calls.HELLO_WITH_KEY, CONNECTIONS));
            kept.target(OF_BARE);
            Optional<Contest.Contestant> other = nodeRed.map(process -> contest.add(
                    "Node-RED, nothing on record", new Load(process.port(), NodeRedProcess.HELLO, CONNECTIONS)));
            contest.run();
            contest.print(jdk);
            System.out.printf(
                    "%nThe disk takes %.2f ms for a synchronous write of 8 KiB.%n", Disk.syncMillis(data.path()));
            other.ifPresent(measured -> {
                double times = kept.median() / measured.median();
                System.out.printf("%.2f times Node-RED: target %s%n", times, Report.atLeast(times, OF_NODE_RED));
            });
            double half = kept.median() / 2;
            steadily(
                    new PacedLoad(bare.port(), Calls.HELLO, half),
                    new PacedLoad(durable.port(), Calls.HELLO_WITH_KEY, half),
                    data.path());
        }
    }

    private static void steadily(PacedLoad bare, PacedLoad kept, Path data) throws IOException, InterruptedException {
        for (long slice = 0; slice < PACED_WARM_UP.toSeconds(); slice += SLICE.toSeconds()) {
            bare.during(SLICE);
            kept.during(SLICE);
        }
        Latencies ofBare = new Latencies();
        Latencies ofKept = new Latencies();
        Latencies ofDisk = new Latencies();
        for (long slice = 0; slice < PACED.toSeconds(); slice += SLICE.toSeconds()) {
            ofBare.add(bare.during(SLICE));
            ofKept.add(kept.during(SLICE));
            ofDisk.add(Disk.steadily(data, DISK_WRITES, SLICE));
        }
        double p99 = ofKept.percentileMillis(0.99);
        System.out.printf(
                "At %,.0f calls a second, half of its peak, %d s after %d s of warm-up at that rate: p50 %.2f ms, p99 %.2f ms, target %s%n",
                kept.rate(),
                PACED.toSeconds(),
                PACED_WARM_UP.toSeconds(),
                ofKept.percentileMillis(0.5),
                p99,
                Report.atMost(p99, P99_MILLIS));
        System.out.printf(
                "By turns of %d s with it, the bare route at the same rate: p50 %.2f ms, p99 %.2f ms%n",
                SLICE.toSeconds(), ofBare.percentileMillis(0.5), ofBare.percentileMillis(0.99));
        System.out.printf(
                "and the disk alone, %,.0f synchronous writes of 8 KiB a second: p50 %.2f ms, p99 %.2f ms%n",
                DISK_WRITES, ofDisk.percentileMillis(0.5), ofDisk.percentileMillis(0.99));
    }
}
