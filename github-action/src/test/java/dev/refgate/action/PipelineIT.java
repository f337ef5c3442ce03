package dev.refgate.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The play of the example's pipeline, as its README prints it. */
@Timeout(300)
class PipelineIT {
    @TempDir
    private Path folder;

    @Test
    void theThreeCommandsOfTheReadmeWork() throws Exception {
        List<String> commands = Files.readAllLines(Path.of("../examples/github-pipeline/README.md")).stream()
                .filter(line -> line.startsWith("examples/github-pipeline/play.sh "))
                .toList();
        StringBuilder output = new StringBuilder();

        for (String command : commands) {
            ProcessBuilder builder = new ProcessBuilder("bash", "-c", command)
                    .directory(Path.of("..").toFile())
                    .redirectErrorStream(true);
            builder.environment().put("PLAY", folder.resolve("play").toString());
            builder.environment().putAll(Git.VARIABLES);
            Process process = builder.start();
            output.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            assertThat(process.waitFor()).as(command + "\n" + output).isZero();
        }

        assertThat(commands).hasSize(3);
        assertThat(output)
                .contains("### ✅ validate: no problems", "### 🔀 diff: 1 workflow differs")
                .contains("### 🚀 promote: 1 workflow moved in `production`", "### ✅ smoke: 1 test passed")
                .contains("### 🚀 rollback: 1 workflow moved in `staging`");
    }
}
