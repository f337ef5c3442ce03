package dev.refgate.server.cli;

import dev.refgate.server.testing.RefgateJar;
import dev.refgate.testing.Jvm;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process of its own that runs one command line after the other, as they are given to it: because it is there already when
 * a race begins, all of its time is the command's.
 */
public final class CommandProcess implements AutoCloseable {
    private static final String SEPARATOR = "\t";

    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;

    private CommandProcess(Process process) {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts one that runs the program that people download.
     *
     * @param cache where it keeps its mirrors of remotes, as a machine of its own would
     */
    static CommandProcess start(Path cache) {
        return start(cache, Map.of());
    }

    /**
     * The same, with variables.
     *
     * @param variables beside those that this process has
     */
    static CommandProcess start(Path cache, Map<String, String> variables) {
        try {
            ProcessBuilder builder = new ProcessBuilder(Jvm.command(RefgateJar.with(
                            "-Xmx128m",
                            "-cp",
                            RefgateJar.JAR + System.getProperty("path.separator") + Path.of("target/test-classes"),
                            CommandProcess.class.getName())))
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().put("XDG_CACHE_HOME", cache.toString());
            builder.environment().putAll(variables);
            return new CommandProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the process does: for each line of words a command, and for each command a line of what came of it. */
    public static void main(String[] arguments) throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            Cmd done = Cmd.run(line.split(SEPARATOR));
            System.out.println(done.code() + SEPARATOR + encoded(done.out()) + SEPARATOR + encoded(done.err()));
        }
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String text) {
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }

    /** Begins a command, and does not wait for it. */
    void begin(String... words) {
        try {
            commands.write(String.join(SEPARATOR, words) + "\n");
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the command that was begun. */
    Cmd end() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("the process ended before its command did");
            }
            String[] answer = line.split(SEPARATOR, -1);
            return new Cmd(Integer.parseInt(answer[0]), decoded(answer[1]), decoded(answer[2]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            commands.close();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the process does not end");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
