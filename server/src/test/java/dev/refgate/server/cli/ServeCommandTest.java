package dev.refgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.ExitCode;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+");

    @TempDir
    private Path folder;

    @Test
    void servingWithoutKeysHasToBeSaid() {
        Cmd serve = Cmd.run("serve", "--repository", folder.toString());

        assertThat(serve.code()).isEqualTo(64);
        assertThat(serve.err()).contains("--no-auth");
    }

    @Test
    void servingWithoutKeysHoldsOnThisMachineAlone() {
        for (String host : new String[] {"0.0.0.0", "::", "192.168.0.1", "example.com"}) {
            Cmd serve = Cmd.run("serve", "--repository", folder.toString(), "--no-auth", "--host", host);

            assertThat(serve.code()).isEqualTo(64);
            assertThat(serve.err()).contains("--host: " + host);
        }
    }

    @Test
    void whatWouldNotHoldOnTheNetworkIsRefused() {
        for (String[] pair : new String[][] {
            {"--cors-origin", "*"},
            {"--cors-origin", "https://app.example/"},
            {"--cors-origin", "app.example"},
            {"--tls-key", "key.pem"},
            {"--log-format", "xml"},
        }) {
            Cmd serve = Cmd.run("serve", "--repository", folder.toString(), "--no-auth", pair[0], pair[1]);

            assertThat(serve.code()).as(pair[1]).isEqualTo(64);
            assertThat(serve.err()).contains(pair[0]);
        }
    }

    @Test
    void whoIsTrustedIsForServersThatAskForKeys() throws IOException {
        Path trust = Files.writeString(folder.resolve("trust.yml"), "version: 1\nissuers: []\n");
        String[] serve = {"serve", "--repository", folder.toString(), "--port", "0", "--trust", trust.toString()};

        Cmd both =
                Cmd.run(Stream.concat(Stream.of(serve), Stream.of("--no-auth")).toArray(String[]::new));
        assertThat(both.code()).isEqualTo(64);
        assertThat(both.err()).contains("--trust and --no-auth");

        Cmd empty = Cmd.run(serve);
        assertThat(empty.code()).isEqualTo(ExitCode.NO);
        assertThat(empty.err()).contains("trust.yml:2:10").contains("at least one item");
    }

    @Test
    void whatIsNotARepositoryIsNotServed() {
        Cmd serve = Cmd.run("serve", "--repository", folder.toString(), "--no-auth", "--port", "0");

        assertThat(serve.code()).isEqualTo(1);
        assertThat(serve.err()).startsWith("refgate: ").contains(folder.toString());
    }

    @Test
    void aPortThatIsTakenIsNamedWithTheCommandThatTakesAnother() throws IOException {
        Samples.hello(folder);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());
            Cmd serve = Cmd.run("serve", "--port", port, "--repository", folder.toString(), "--no-auth");

            assertThat(serve.code()).isEqualTo(1);
            assertThat(serve.err()).contains("port " + port + " on 127.0.0.1");
            assertThat(serve.err().lines().reduce((earlier, later) -> later).orElseThrow())
                    .matches("  (refgate|java -jar \\S+) serve --repository " + Pattern.quote(folder.toString())
                            + " --no-auth --port [0-9]+")
                    .doesNotEndWith(" " + port);
        }
    }

    @Test
    void aDataDirectoryThatCannotBeWrittenIsRefused() throws IOException {
        Samples.hello(folder);
        Path file = Files.writeString(folder.resolve("file"), "");

        Cmd serve = Cmd.run(
                "serve", "--repository", folder.toString(), "--no-auth", "--port", "0", "--data", file + "/data");

        assertThat(serve.code()).isEqualTo(1);
        assertThat(serve.err()).contains("--data: " + file + "/data");
    }

    @Test
    void servingEndsInOrderWithZero() throws Exception {
        Samples.hello(folder);
        Path data = folder.resolve("data/runs");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CompletableFuture<Integer> code = new CompletableFuture<>();
        Thread serving = new Thread(() -> code.complete(Cli.execute(
                new String[] {
                    "serve", "--repository", folder.toString(), "--no-auth", "--port", "0", "--data", data.toString()
                },
                new Console(
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        System.err))));
        serving.start();
        Awaitility.await().until(() -> out.toString(StandardCharsets.UTF_8).contains("execute"));
        String greeting = out.toString(StandardCharsets.UTF_8);
        Matcher address = ADDRESS.matcher(greeting);
        assertThat(address.find()).isTrue();

        int status = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address.group() + "/health/ready"))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
        serving.interrupt();

        assertThat(status).isEqualTo(200);
        assertThat(code.get(30, TimeUnit.SECONDS)).isZero();
        assertThat(data.resolve("refgate.db")).isRegularFile();
        assertThat(greeting)
                .contains(
                        folder.toString(),
                        "Source: main",
                        "production",
                        "workflows/hello/execute?environment=production");
    }

    @Test
    void schedulesThatWillStartNothingAreSaid() throws Exception {
        PlainGit git = Samples.hello(folder);
        git.write(
                "workflows/night/workflow.yml",
                "version: 1\ntriggers: [ { cron: \"0 2 * * *\", environment: development } ]\n"
                        + "blocks: [ { id: a, type: text, value: x } ]\n");
        git.commit("Work at night");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CompletableFuture<Integer> code = new CompletableFuture<>();
        Thread serving = new Thread(() -> code.complete(Cli.execute(
                new String[] {"serve", "--repository", folder.toString(), "--no-auth", "--port", "0"},
                new Console(
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        System.err))));
        serving.start();
        Awaitility.await().until(() -> out.toString(StandardCharsets.UTF_8).contains("execute"));
        serving.interrupt();

        assertThat(code.get(30, TimeUnit.SECONDS)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Schedules start nothing: the server keeps nothing", "--data DIRECTORY");
    }

    @Test
    void theFirstStartPrintsAKeyAndCallersNeedOne() throws Exception {
        Samples.hello(folder);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CompletableFuture<Integer> code = new CompletableFuture<>();
        Thread serving = new Thread(() -> code.complete(Cli.execute(
                new String[] {"serve", "--repository", folder.toString(), "--port", "0", "--data", folder + "/data"},
                new Console(
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        System.err))));
        serving.start();
        Awaitility.await().until(() -> out.toString(StandardCharsets.UTF_8).contains("execute"));
        String greeting = out.toString(StandardCharsets.UTF_8);
        Matcher address = ADDRESS.matcher(greeting);
        Matcher key = Pattern.compile("Admin key, shown only now: (rgk_\\S+)").matcher(greeting);
        assertThat(address.find() && key.find()).as(greeting).isTrue();

        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address.group() + "/v2/environments"));
        HttpClient client = HttpClient.newHttpClient();
        int without = client.send(request.build(), BodyHandlers.discarding()).statusCode();
        int with = client.send(
                        request.header("Authorization", "Bearer " + key.group(1))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
        serving.interrupt();

        assertThat(without).isEqualTo(401);
        assertThat(with).isEqualTo(200);
        assertThat(code.get(30, TimeUnit.SECONDS)).isZero();
    }
}
