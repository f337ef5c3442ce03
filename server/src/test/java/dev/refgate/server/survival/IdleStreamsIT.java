package dev.refgate.server.survival;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.refgate.server.json.Json;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.ServerProcess;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand clients that read the events of a run in which nothing happens. */
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
class IdleStreamsIT {
    private static final int STREAMS = 10_000;
    private static final int OTHER_FILES = 300;

    /** What the server's pool has at most, whoever comes. */
    private static final int MOST_THREADS = 300;

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Socket> streams = new ArrayList<>();
    private ServerProcess server;

    @BeforeEach
    void serve() {
        PlainGit git =
                Samples.hello(folder.resolve("repository")).write("workflows/wait/workflow.yml", Samples.WAITING);
        Samples.pointAll(git, git.commit("Add wait"));
        List<String> program = new ArrayList<>(List.of("-Xmx256m"));
        program.addAll(ServerProcess.ofClassPath());
        server = ServerProcess.serve(program, git.folder(), folder.resolve("data"));
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket stream : streams) {
            stream.close();
        }
        server.close();
    }

    @Test
    void theyTakeNoThreadsAndLittleMemoryAndAllHearTheEnd() throws Exception {
        assertThat(openFilesAtMost())
                .as("files that a process of this user may have open (see ulimit -n)")
                .isGreaterThanOrEqualTo(STREAMS + OTHER_FILES);
        String run =
                (String) post("/v2/workflows/wait/execute?environment=production", "{\"inputs\": {\"wait\": 600000}}")
                        .get("run_id");

        for (int i = 0; i < STREAMS; i++) {
            streams.add(open("/v2/runs/" + run + "/events"));
        }
        for (Socket stream : streams) {
            assertThat(line(stream)).startsWith("HTTP/1.1 200");
        }

        assertThat(metric("refgate_streams_open")).isEqualTo(STREAMS);
        assertThat(metric("jvm_threads_current")).isLessThan(MOST_THREADS);
        for (int i = 0; i < 20; i++) {
            Map<?, ?> answer = post("/v2/workflows/hello/execute?environment=production", "{}");
            assertThat(answer.get("run_id")).isNotNull();
        }
        post("/v2/runs/" + run + "/cancel", "{}");
        for (Socket stream : streams) {
            String rest = new String(stream.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(rest).contains("workflow_run_started", "workflow_run_failed");
        }
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> metric("refgate_streams_open") == 0);
    }

    private static long openFilesAtMost() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }

    private Socket open(String path) throws IOException {
        Socket socket = new Socket("127.0.0.1", URI.create(server.address()).getPort());
        socket.setSoTimeout(60_000);
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String line(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int character = socket.getInputStream().read(); character > '\r'; ) {
            line.append((char) character);
            character = socket.getInputStream().read();
        }
        return line.toString();
    }

    private Map<?, ?> post(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("Prefer", "respond-async")
                .POST(BodyPublishers.ofString(body))
                .build();
        return (Map<?, ?>)
                Json.read(client.send(request, BodyHandlers.ofByteArray()).body());
    }

    private double metric(String name) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + "/metrics"))
                .build();
        String text = client.send(request, BodyHandlers.ofString()).body();
        Matcher value = Pattern.compile("(?m)^" + name + " (\\S+)$").matcher(text);
        assertThat(value.find()).as(name + " in " + text).isTrue();
        return Double.parseDouble(value.group(1));
    }
}
