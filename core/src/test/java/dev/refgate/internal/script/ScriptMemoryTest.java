package dev.refgate.internal.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hostile scripts, two at a time in a heap of 384 MiB: each is ended with an error that says why, and other work goes on. */
@Timeout(300)
class ScriptMemoryTest {
    @TempDir
    private Path home;

    @Test
    void scriptsThatTakeAllThereIsEndAndNothingElseDoes() throws Exception {
        Path output = home.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-Duser.home=" + home,
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostileProcess.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        boolean ended;
        try {
            ended = process.waitFor(280, TimeUnit.SECONDS);
        } finally {
            process.destroyForcibly();
        }

        String text = Files.readString(output, StandardCharsets.UTF_8);
        String last = lastOf(text);
        assertThat(ended).as(last).isTrue();
        assertThat(process.exitValue()).as(last).isZero();
        List<String> ends = text.lines().filter(ScriptMemoryTest::isEnd).toList();
        assertThat(ends).hasSize(2 * HostileScripts.bodies().size());
        assertThat(ends)
                .allMatch(line -> line.contains(": refused hostile.js") || line.contains(": returned "))
                .noneMatch(line -> line.contains("xception"));
        assertThat(text).containsPattern("others: [1-9][0-9]+");
        assertThat(cachesIn(home)).isEmpty();
    }

    private static String lastOf(String text) {
        List<String> lines = text.lines().toList();
        return "it printed, at last: " + String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
    }

    private static boolean isEnd(String line) {
        return HostileScripts.bodies().containsKey(line.split(": ", 2)[0]);
    }

    private static List<String> cachesIn(Path home) {
        File[] files = home.toFile().listFiles((folder, name) -> name.startsWith("."));
        return files == null
                ? List.of()
                : List.of(files).stream().map(File::getName).toList();
    }
}
