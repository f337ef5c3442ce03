package dev.refgate.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The list of runs, when there are a million of them. */
final class RunLogBenchmark {
    private static final long RUNS = Long.getLong("refgate.benchmark.runs", 1_000_000);
    private static final int ROUNDS = 200;
    private static final double TARGET_MILLIS = 30;
    private static final List<String> FLAGS = List.of("-Xmx512m");
    private static final Pattern NEXT = Pattern.compile("\"next_cursor\":\"([^\"]+)\"");

    void run() throws IOException, InterruptedException {
        System.out.printf(
                "%n## The run log, %,d runs, JDK %d, %s%n%n",
                RUNS, Runtime.version().feature(), Machine.load());
        Path java = Machine.jdks().get(0).java();
        try (GeneratedRepository repository = GeneratedRepository.create(2, 3, false);
                TemporaryFolder data = TemporaryFolder.create()) {
            try (ServerProcess server = ServerProcess.durable(java, FLAGS, repository.path(), data.path())) {
                new Load(server.port(), Calls.HELLO_WITH_KEY).times(1);
            }
            RunLogCopies.fill(data.path().resolve("refgate.db"), RUNS);
            try (ServerProcess server = ServerProcess.durable(java, FLAGS, repository.path(), data.path())) {
                measure(server);
            }
        }
    }

    private static void measure(ServerProcess server) throws IOException {
        System.out.println("| page of 50 | median ms | slowest ms | target |");
        System.out.println("| --- | ---: | ---: | --- |");
        try (Connection connection = new Connection(server.port())) {
            row("the newest", times(connection, "", false));
            row("one after the other", times(connection, "", true));
            row("of a workflow, one after the other", times(connection, "&workflow_id=workflow-7", true));
            row("of an environment, one after the other", times(connection, "&environment=production", true));
            row("those that failed, one after the other", times(connection, "&status=failed", true));
            row("of a workflow, those that failed", times(connection, "&workflow_id=workflow-0&status=failed", true));
            row("of a workflow that has none", times(connection, "&workflow_id=workflow-none", false));
        }
    }

    private static List<Double> times(Connection connection, String filter, boolean onwards) throws IOException {
        List<Double> times = new ArrayList<>();
        String cursor = "";
        for (int round = 0; round < ROUNDS; round++) {
            byte[] request = Request.get("/v2/runs?limit=50" + filter + cursor, Calls.WITH_KEY);
            long begin = System.nanoTime();
            int status = connection.exchange(request);
            times.add((System.nanoTime() - begin) / 1e6);
            if (status != 200) {
                throw new IOException(status + ": " + connection.body());
            }
            Matcher next = NEXT.matcher(connection.body());
            cursor = onwards && next.find() ? "&cursor=" + next.group(1) : "";
        }
        return times;
    }

    private static void row(String what, List<Double> times) {
        double median = Medians.of(times);
        double slowest = times.stream().mapToDouble(time -> time).max().orElseThrow();
        System.out.printf("| %s | %.1f | %.1f | %s |%n", what, median, slowest, Report.atMost(median, TARGET_MILLIS));
    }
}
