package dev.refgate.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A {@link WaitingServer} in a process of its own, which ends when this is closed. */
final class WaitingProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;
    private final String url;

    private WaitingProcess(Process process) throws IOException {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.questions = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        this.url = answers.readLine();
    }

    static WaitingProcess start(Duration wait) throws IOException {
        return new WaitingProcess(new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WaitingServer.class.getName(),
                        wait.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    String url() {
        return url;
    }

    /** How many requests waited at the same time, at the most. */
    int most() throws IOException {
        questions.write("\n");
        questions.flush();
        return Integer.parseInt(answers.readLine());
    }

    @Override
    public void close() throws IOException {
        questions.close();
        process.destroy();
    }
}
