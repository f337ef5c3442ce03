package dev.refgate.server.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.ServerProcess;
import dev.refgate.server.testing.TestServer;
import dev.refgate.testing.Jvm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A data folder that cannot be written to, in ways in which that is so for the administrator too. */
@Timeout(120)
class ReadOnlyDataTest {
    private static final String PRODUCTION = "?environment=production";

    @TempDir
    private Path folder;

    @Test
    void aServerThatCannotWriteSaysWhichFolderAndWhatToDo() throws Exception {
        Path repository = Samples.hello(folder.resolve("repository")).folder();
        Path file = Files.writeString(folder.resolve("file"), "no folder");

        for (Path data : List.of(file, file.resolve("below"))) {
            Process serve = start("--repository", repository.toString(), "--data", data.toString());
            String output = new String(serve.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(serve.waitFor()).as(output).isEqualTo(1);
            assertThat(output)
                    .startsWith("refgate: --data: " + data + " cannot be written to: ")
                    .contains("say another one with --data")
                    .doesNotContain("\tat ", "Exception", "not foreseen");
        }
        assertThat(file).hasContent("no folder");
    }

    private static Process start(String... options) throws Exception {
        List<String> command = Jvm.command(ServerProcess.ofClassPath());
        command.addAll(List.of("serve", "--port", "0", "--no-auth"));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    @Test
    void aServerWhoseDatabaseBecomesReadOnlyGoesOnReadingAndThenWriting() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        try (TestServer server =
                TestServer.serve(Samples.hello(folder.resolve("repository")).folder(), Map.of(), data)) {
            Object run = server.execute("hello", PRODUCTION, Map.of()).at("run_id");
            writable(server, false);

            Answer refused = await().until(
                            () -> server.execute("hello", PRODUCTION, Map.of()), answer -> answer.status() != 200);
            Answer ready = server.get("/health/ready");
            Answer read = server.get("/v2/runs/" + run);
            writable(server, true);

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat((String) refused.at("detail")).contains("the database in --data can only be read");
            assertThat(ready.status()).isEqualTo(503);
            assertThat((String) ready.at("reason")).contains("--data can only be read");
            assertThat(read.at("status")).isEqualTo("success");
            assertThat(server.get("/health/ready").status()).isEqualTo(200);
            assertThat(server.execute("hello", PRODUCTION, Map.of()).status()).isEqualTo(200);
        }
    }

    /** What SQLite then answers is what it answers on a disk that is mounted without the right to write. */
    private static void writable(TestServer server, boolean writable) {
        server.database().writing().useHandle(handle -> handle.execute("PRAGMA query_only = " + !writable));
    }
}
