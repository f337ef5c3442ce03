package dev.refgate.gate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A program that is run once, with nothing of this process's environment but what it is given. */
final class ChildProcess {
    /** How much of what it says is kept: its end. */
    private static final int KEPT_BYTES = 16 * 1024;

    /** How long what it said last may take to arrive; processes that it left behind may hold the pipe open for ever. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final List<String> command;
    private final Path folder;
    private final Map<String, String> variables;

    /**
     * @param command the program and its arguments
     */
    ChildProcess(List<String> command, Path folder, Map<String, String> variables) {
        this.command = List.copyOf(command);
        this.folder = folder;
        this.variables = Map.copyOf(variables);
    }

    /**
     * What came of it.
     *
     * @param exitCode empty when it did not end in time, and was killed with all that it had started
     * @param output the end of what it wrote to standard output and standard error
     */
    record Outcome(OptionalInt exitCode, String output) {}

    /**
     * @throws IOException when it cannot be started
     * @throws InterruptedException when the calling thread is interrupted; the program is killed then
     */
    Outcome run(byte[] input, Duration timeout) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(variables);
        Process process = builder.start();
        Tail tail = new Tail(KEPT_BYTES);
        Thread reader = daemon("refgate-gate-output", () -> read(process, tail));
        daemon("refgate-gate-input", () -> write(process, input));
        try {
            boolean ended = process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS);
            OptionalInt code = ended ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
            if (!ended) {
                kill(process);
            }
            reader.join(LAST_WORDS.toMillis());
            return new Outcome(code, tail.text());
        } finally {
            kill(process);
        }
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Children first found, then killed: those of a killed process belong to nobody. */
    private static void kill(Process process) {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private static void write(Process process, byte[] input) {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input);
        } catch (IOException e) {
            // A program need not read what it gets.
            return;
        }
    }

    private static void read(Process process, Tail tail) {
        byte[] buffer = new byte[8192];
        try (InputStream stdout = process.getInputStream()) {
            for (int count = stdout.read(buffer); count >= 0; count = stdout.read(buffer)) {
                tail.add(buffer, count);
            }
        } catch (IOException e) {
            // Whoever killed the program does not wait for more.
            return;
        }
    }

    /** The last bytes of a stream. */
    private static final class Tail {
        private final byte[] kept;
        private long total;

        Tail(int size) {
            this.kept = new byte[size];
        }

        synchronized void add(byte[] bytes, int count) {
            for (int i = 0; i < count; i++) {
                kept[(int) (total++ % kept.length)] = bytes[i];
            }
        }

        synchronized String text() {
            int length = (int) Math.min(total, kept.length);
            byte[] ordered = new byte[length];
            for (int i = 0; i < length; i++) {
                ordered[i] = kept[(int) ((total - length + i) % kept.length)];
            }
            return new String(ordered, StandardCharsets.UTF_8);
        }
    }
}
