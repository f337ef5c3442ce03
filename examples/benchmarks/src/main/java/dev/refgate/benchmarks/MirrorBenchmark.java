package dev.refgate.benchmarks;

import dev.refgate.benchmarks.WatchedLoad.Beside;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * How soon a pointer that moved is live, what a fetch does to runs, and how long pages about environments take. Sizes and parts are
 * system properties, so that it can be tried on a small scale.
 */
final class MirrorBenchmark {
    private static final List<String> FLAGS = List.of("-Xmx1g");
    private static final int WORKFLOWS = Integer.getInteger("refgate.benchmark.mirror.workflows", 1_000);
    private static final int COMMITS = Integer.getInteger("refgate.benchmark.mirror.commits", 20_000);
    private static final int DEPLOYMENTS = Integer.getInteger("refgate.benchmark.mirror.deployments", 100_000);
    private static final int ROUNDS = Integer.getInteger("refgate.benchmark.mirror.rounds", 20);
    private static final Duration LOAD =
            Duration.ofSeconds(Integer.getInteger("refgate.benchmark.mirror.load.seconds", 10));
    private static final Set<String> PARTS =
            Set.of(System.getProperty("refgate.benchmark.mirror.parts", "local,remote,fetches,pages")
                    .split(","));
    private static final int NEW_COMMITS = 100;

    /** About as long as a fetch. */
    private static final Duration WITHOUT = Duration.ofMillis(400);

    private static final int PAGE = 100;
    private static final String STAGING = "refs/heads/env/staging";
    private static final String WORKFLOW = GeneratedHistory.workflow(0);
    private static final byte[] CALL = Request.post(
            "/v2/workflows/" + WORKFLOW + "/execute?environment=staging", "{\"inputs\":{\"name\":\"Ada\"}}");

    private final Path java;

    MirrorBenchmark() throws IOException {
        this.java = Machine.jdks().get(0).java();
    }

    void run() throws IOException, InterruptedException {
        System.out.printf(
                "%n## Pointers, mirrors and pages: %,d workflows, %,d commits, %,d deployments, %d connections, flags %s, JDK %d, %s%n%n",
                WORKFLOWS,
                COMMITS,
                DEPLOYMENTS,
                Load.CONNECTIONS,
                FLAGS,
                Runtime.version().feature(),
                Machine.load());
        System.out.println("| figure | measured | of the target | target |");
        System.out.println("| --- | ---: | ---: | --- |");
        try (GeneratedHistory repository = GeneratedHistory.create(WORKFLOWS, COMMITS)) {
            repository.pointToTip("staging", "production");
            if (PARTS.contains("local")) {
                pointers(repository, false);
            }
            if (PARTS.contains("remote")) {
                pointers(repository, true);
            }
            if (PARTS.contains("fetches")) {
                fetches(repository);
            }
            if (PARTS.contains("pages")) {
                pages(repository);
            }
        }
    }

    private static void row(String figure, double measured, double target) {
        System.out.printf(
                "| %s | %,.1f | %.2f | %s |%n", figure, measured, measured / target, Report.atMost(measured, target));
    }

    private static void row(String figure, String measured) {
        System.out.printf("| %s | %s | | |%n", figure, measured);
    }

    /**
     * One move at a time without load, and then ten a second with load.
     *
     * @param remote whether the server has a mirror and is told by hooks, or reads the repository itself
     */
    private void pointers(GeneratedHistory repository, boolean remote) throws IOException, InterruptedException {
        String how = remote ? "a mirror, by hook: " : "a local repository: ";
        double target = remote ? 200 : 1_000;
        try (TemporaryFolder data = TemporaryFolder.create();
                ServerProcess server = ServerProcess.following(java, FLAGS, place(repository, remote), data.path())) {
            Api api = new Api(server.port());
            MovingPointer pointer = new MovingPointer(repository, STAGING, remote ? api : null);
            List<Double> live = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                String commit = pointer.move();
                long begin = System.nanoTime();
                awaitLive(api, commit);
                live.add((System.nanoTime() - begin) / 1e6);
            }
            row(how + "moved → live, median, ms", percentile(live, 0.5), target);
            row(how + "moved → live, longest, ms", percentile(live, 1), target);
            new Load(server.port(), CALL).during(LOAD);
            PointerCheck check = PointerCheck.begin(api);
            try (MovingPointer.Steady moving = pointer.everyTenth()) {
                Latencies latencies = new Load(server.port(), CALL).during(LOAD);
                row(how + "10 moves a second: calls without an error", "%,d".formatted(latencies.total()));
                row(how + "10 moves a second: p99 of runs, ms", "%.1f".formatted(latencies.percentileMillis(0.99)));
                moving.requireNoFailure();
            }
            check.read(pointer.history());
            row(
                    how + "moves, and runs of the log that were checked",
                    "%,d, %,d".formatted(pointer.history().moves(), check.runs()));
            row(how + "p99 of how long the pointer had left, ms", "%.1f".formatted(check.percentileMillis(0.99)));
            row(how + "longest that the pointer had left, ms", check.percentileMillis(1), target);
            repository.pointToTip("staging");
        }
    }

    private static String place(GeneratedHistory repository, boolean remote) {
        return remote ? "file://" + repository.path() : repository.path().toString();
    }

    private static void awaitLive(Api api, String commit) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!api.revision(WORKFLOW, "staging").equals(commit)) {
            if (System.nanoTime() - deadline > 0) {
                throw new IOException(commit + " is not live after a minute");
            }
        }
    }

    /** Fetches of many commits, beside runs: each after a while without one, in which the same is asked as often. */
    private void fetches(GeneratedHistory repository) throws IOException, InterruptedException {
        try (TemporaryFolder data = TemporaryFolder.create();
                ServerProcess server = ServerProcess.following(java, FLAGS, place(repository, true), data.path())) {
            Api api = new Api(server.port());
            new Load(server.port(), CALL).times(Contest.WARM_UP_CALLS);
            List<Double> live = new ArrayList<>();
            try (WatchedLoad load = WatchedLoad.start(new Load(server.port(), CALL))) {
                for (int round = 0; round < ROUNDS; round++) {
                    repository.changeOften(NEW_COMMITS);
                    String tip = repository.pointToTip("staging");
                    load.now(Beside.NOTHING);
                    long begin = System.nanoTime();
                    while (System.nanoTime() - begin < WITHOUT.toNanos()) {
                        api.revision(WORKFLOW, "staging");
                    }
                    load.now(Beside.WHAT_IS_MEASURED);
                    begin = System.nanoTime();
                    api.hook();
                    awaitLive(api, tip);
                    live.add((System.nanoTime() - begin) / 1e6);
                    load.now(Beside.SOMETHING_ELSE);
                }
                List<Latencies> latencies = load.end();
                report(
                        live,
                        latencies.get(Beside.NOTHING.ordinal()).percentileMillis(0.99),
                        latencies.get(Beside.WHAT_IS_MEASURED.ordinal()).percentileMillis(0.99));
            }
        }
    }

    private static void report(List<Double> live, double without, double with) {
        row(
                "a fetch of %d commits → live, beside runs, median of %d, ms".formatted(NEW_COMMITS, live.size()),
                percentile(live, 0.5),
                500);
        row("the same, longest, ms", percentile(live, 1), 500);
        row("p99 of runs without and with fetches, ms", "%.1f, %.1f".formatted(without, with));
        row("p99 of runs with fetches, times that without", with / without, 2);
    }

    private void pages(GeneratedHistory repository) throws IOException, InterruptedException {
        repository.deploy("env/staging", DEPLOYMENTS);
        try (TemporaryFolder data = TemporaryFolder.create();
                ServerProcess server = ServerProcess.following(java, FLAGS, place(repository, false), data.path())) {
            Api api = new Api(server.port());
            List<Double> environments = new ArrayList<>();
            for (int round = 0; round < 2 * ROUNDS; round++) {
                long begin = System.nanoTime();
                api.get("/v2/environments");
                environments.add((System.nanoTime() - begin) / 1e6);
            }
            row("the environments' page, the first, ms", "%.1f".formatted(environments.get(0)));
            row("the environments' page, median, ms", percentile(environments, 0.5), 50);
            List<Double> pages = new ArrayList<>();
            int count = 0;
            Object cursor = null;
            do {
                long begin = System.nanoTime();
                Map<?, ?> page = api.get("/v2/environments/staging/deployments?limit=" + PAGE
                        + (cursor == null ? "" : "&cursor=" + cursor));
                pages.add((System.nanoTime() - begin) / 1e6);
                count += Api.data(page).size();
                cursor = page.get("next_cursor");
            } while (cursor != null);
            row("deployments listed, in pages of " + PAGE, "%,d".formatted(count));
            row("a page of deployments, median, ms", percentile(pages, 0.5), 30);
            row("a page of deployments, p99, ms", percentile(pages, 0.99), 30);
        }
    }

    private static double percentile(List<Double> values, double share) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * share) - 1));
    }
}
