package dev.refgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordCommandTest {
    @TempDir
    private Path folder;

    @Test
    void aRunOfTheLogBecomesATestCaseThatPasses() throws Exception {
        PlainGit git = Samples.hello(folder.resolve("repository"));
        Path data = Files.createDirectory(folder.resolve("data"));
        String run;
        try (TestServer server = TestServer.serve(git.folder(), Map.of(), data)) {
            run = (String) server.execute("hello", "?environment=production", Map.of("name", "Ada"))
                    .at("run_id");
        }

        Cmd recorded = record(git, data, run, "ada");
        Cmd again = record(git, data, run, "ada");
        Cmd unknown = record(git, data, "run_0", "other");

        assertThat(recorded.code()).as(recorded.err()).isZero();
        assertThat(git.folder().resolve("workflows/hello/tests/ada.yml"))
                .content()
                .contains("as in " + run, "name: Ada", "Hello Ada");
        assertThat(Cmd.run("test", git.folder().toString(), "hello").code()).isZero();
        assertThat(again.err()).contains("is there already");
        assertThat(unknown.err()).contains("run: run_0");
        assertThat(record(git, data, run, "../escape").err()).contains("--as");
    }

    private static Cmd record(PlainGit git, Path data, String run, String name) {
        List<String> arguments = new ArrayList<>(List.of("record", run, "--as", name));
        arguments.addAll(List.of("--repository", git.folder().toString(), "--data", data.toString()));
        return Cmd.run(arguments.toArray(String[]::new));
    }
}
