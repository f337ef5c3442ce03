package dev.refgate.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server in a JVM of its own, which ends when this is closed. */
final class ServerProcess implements AutoCloseable {
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 2;
    private static final long STOP_SECONDS = 10;

    private final Process process;
    private final int port;
    private final Duration readyAfter;

    private ServerProcess(Process process, int port, Duration readyAfter) {
        this.process = process;
        this.port = port;
        this.readyAfter = readyAfter;
    }

    static ServerProcess refgate(Path java, List<String> flags, Path repository) throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(flags);
        command.addAll(List.of("-jar", Machine.refgateJar().toString(), "serve", "--no-auth"));
        command.addAll(List.of("--repository", repository.toString(), "--port", String.valueOf(port)));
        return start(command, port);
    }

    /** One that keeps its runs in {@code data} and asks for {@link Calls#KEY}. */
    static ServerProcess durable(Path java, List<String> flags, Path repository, Path data) throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(flags);
        command.addAll(List.of("-jar", Machine.refgateJar().toString(), "serve", "--data", data.toString()));
        command.addAll(List.of("--repository", repository.toString(), "--port", String.valueOf(port)));
        return start(command, port);
    }

    /**
     * One that keeps its runs in {@code data}, asks for no key, takes hooks with {@link Calls#KEY} as their secret, and fetches by itself at
     * the start alone.
     *
     * @param repository a folder, or the URL of a remote
     */
    static ServerProcess following(Path java, List<String> flags, String repository, Path data) throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(flags);
        command.addAll(List.of("-jar", Machine.refgateJar().toString(), "serve", "--no-auth"));
        command.addAll(List.of("--data", data.toString(), "--fetch-interval", "1h"));
        command.addAll(List.of("--repository", repository, "--port", String.valueOf(port)));
        return start(command, port);
    }

    static ServerProcess bare(Path java, List<String> flags) throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(flags);
        command.addAll(List.of("-cp", Machine.benchmarksJar().toString()));
        command.addAll(List.of(BareServer.class.getName(), String.valueOf(port)));
        return start(command, port);
    }

    int port() {
        return port;
    }

    /** From the start of the process to the first 200 on {@code /health/ready}. */
    Duration readyAfter() {
        return readyAfter;
    }

    /** Resident memory in KiB, as the kernel counts it. */
    long residentKibibytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no VmRSS for process " + process.pid()));
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static ServerProcess start(List<String> command, int port) throws IOException {
        return start(command, port, Request.get("/health/ready"));
    }

    /**
     * @param ready a request that is answered with 200 as soon as the server is ready
     */
    static ServerProcess start(List<String> command, int port, byte[] ready) throws IOException {
        Path log = Files.createTempFile("refgate-benchmark", ".log");
        long begin = System.nanoTime();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("REFGATE_ADMIN_KEY", Calls.KEY);
        builder.environment().put("REFGATE_HOOK_SECRET", Calls.KEY);
        Process process = builder.start();
        try {
            awaitReady(process, port, ready, begin, log);
        } catch (IOException failed) {
            process.destroyForcibly();
            throw failed;
        }
        Duration readyAfter = Duration.ofNanos(System.nanoTime() - begin);
        Files.deleteIfExists(log);
        return new ServerProcess(process, port, readyAfter);
    }

    private static void awaitReady(Process process, int port, byte[] ready, long begin, Path log) throws IOException {
        while (!isReady(port, ready)) {
            boolean late = System.nanoTime() - begin > READY_LIMIT.toNanos();
            if (late || !process.isAlive()) {
                throw new IOException((late ? "not ready in " + READY_LIMIT : "ended while starting") + ":\n"
                        + Files.readString(log));
            }
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for " + log, interrupted);
            }
        }
    }

    private static boolean isReady(int port, byte[] ready) {
        try (Connection connection = new Connection(port)) {
            return connection.exchange(ready) == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
