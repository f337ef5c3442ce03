package dev.refgate.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How soon the first event of a streaming call is there, and the last. */
final class StreamBenchmark {
    private static final int WARM_UP = 3_000;
    private static final int CALLS = 2_000;
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final double TARGET_MILLIS = 10;
    private static final String FIRST = "\ndata:";
    private static final String LAST = "workflow_run_completed";

    void run() throws IOException, InterruptedException {
        System.out.printf(
                "%n## A stream of hello, one call after the other, each on a connection of its own, %s%n%n",
                Machine.load());
        System.out.println("| JDK | first event, median ms | p99 ms | last event, median ms | target of the first |");
        System.out.println("| ---: | ---: | ---: | ---: | --- |");
        for (Machine.Jdk jdk : Machine.jdks()) {
            try (GeneratedRepository repository = GeneratedRepository.create(2, 3, false);
                    ServerProcess server = ServerProcess.refgate(jdk.java(), List.of("-Xmx512m"), repository.path())) {
                on(jdk, server.port());
            }
        }
    }

    private static void on(Machine.Jdk jdk, int port) throws IOException {
        Latencies first = new Latencies();
        Latencies last = new Latencies();
        for (int call = 0; call < WARM_UP + CALLS; call++) {
            Times times = call(port);
            if (call >= WARM_UP) {
                first.record(times.first());
                last.record(times.last());
            }
        }
        System.out.printf(
                "| %d | %.2f | %.2f | %.2f | %s |%n",
                jdk.feature(),
                first.percentileMillis(0.5),
                first.percentileMillis(0.99),
                last.percentileMillis(0.5),
                Report.atMost(first.percentileMillis(0.99), TARGET_MILLIS));
    }

    /** In nanoseconds since the request was sent. */
    private record Times(long first, long last) {}

    private static Times call(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[64 << 10];
            StringBuilder text = new StringBuilder();
            long begin = System.nanoTime();
            socket.getOutputStream().write(Calls.HELLO_STREAMING);
            long first = 0;
            while (text.indexOf(LAST) < 0) {
                int read = in.read(buffer);
                if (read < 0) {
                    throw new EOFException("the stream ended early: " + text);
                }
                text.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
                if (first == 0 && text.indexOf(FIRST) >= 0) {
                    first = System.nanoTime() - begin;
                }
            }
            return new Times(first, System.nanoTime() - begin);
        }
    }
}
