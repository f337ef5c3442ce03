package dev.refgate.server.testing;

import dev.refgate.testing.Jvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code refgate serve} as a process of its own, which can be killed. */
public final class ServerProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("^Address: (http://127\\.0\\.0\\.1:[0-9]+)");

    private final Process process;
    private final String address;

    private ServerProcess(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts one and waits until it listens.
     *
     * @param program what comes between {@code java} and {@code serve}
     */
    public static ServerProcess serve(List<String> program, Path repository, Path data) {
        return serve(program, repository.toString(), Map.of(), "--data", data.toString(), "--no-auth");
    }

    /**
     * The same, with other options.
     *
     * @param repository a folder, or the URL of a remote
     * @param variables beside those that this process has
     * @param options without {@code --port} it is a free one
     */
    public static ServerProcess serve(
            List<String> program, String repository, Map<String, String> variables, String... options) {
        List<String> command = Jvm.command(program);
        command.addAll(List.of("serve", "--repository", repository));
        if (!List.of(options).contains("--port")) {
            command.addAll(List.of("--port", "0"));
        }
        command.addAll(List.of(options));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(variables);
            Process process = builder.start();
            BufferedReader output =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String address = address(output);
            OwnThread.EXECUTOR.execute(() -> output.lines().forEach(line -> {}));
            return new ServerProcess(process, address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The program of this test's own class path. */
    public static List<String> ofClassPath() {
        return List.of("-cp", System.getProperty("java.class.path"), "dev.refgate.server.Main");
    }

    private static String address(BufferedReader output) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                return address.group(1);
            }
            text.append(line).append('\n');
        }
        throw new AssertionError("the server ended before it said where it listens: " + text);
    }

    public String address() {
        return address;
    }

    /** As {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    @Override
    public void close() {
        process.destroy();
        await();
    }

    private void await() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
