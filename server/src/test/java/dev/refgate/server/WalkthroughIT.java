package dev.refgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The walkthrough that the examples offer, as it is typed: it checks each of its steps with plain git itself. */
@Timeout(600)
class WalkthroughIT {
    private static final Path SCRIPT = Path.of("../examples/walkthrough/run.sh");
    private static final String LAST_LINE = "All of it was as it should be.";

    @TempDir
    private Path folder;

    @Test
    void everyStepIsAsItSays() throws Exception {
        Result walk = walk(Path.of("target/refgate.jar"));

        assertThat(walk.code()).as(walk.output()).isZero();
        assertThat(walk.output())
                .contains("10. Fix forward", "gate hold failed")
                .endsWith(LAST_LINE + "\n");
        assertThat(folder.resolve("temporary")).isEmptyDirectory();
    }

    @Test
    void aProgramThatDoesNothingDoesNotPass() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.jar"));

        Result walk = walk(empty);

        assertThat(walk.code()).isEqualTo(1);
        assertThat(walk.output())
                .contains("NOT AS EXPECTED: exit code: 1 (expected 0)")
                .doesNotContain(LAST_LINE);
    }

    private record Result(int code, String output) {}

    private Result walk(Path jar) throws Exception {
        Path temporary = Files.createDirectories(folder.resolve("temporary"));
        File output = folder.resolve("output.txt").toFile();
        ProcessBuilder builder = new ProcessBuilder("bash", SCRIPT.toString())
                .redirectErrorStream(true)
                .redirectOutput(output);
        builder.environment().put("REFGATE_JAR", jar.toAbsolutePath().toString());
        builder.environment().put("TMPDIR", temporary.toString());
        Process process = builder.start();
        if (!process.waitFor(9, TimeUnit.MINUTES)) {
            process.destroy();
        }
        return new Result(process.waitFor(), Files.readString(output.toPath()));
    }
}
