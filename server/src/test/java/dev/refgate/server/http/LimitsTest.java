package dev.refgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.limits.RunLimit;
import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.EventReader;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitsTest {
    private static final String EXECUTE = "/v2/workflows/slow/execute?environment=production";

    @TempDir
    private static Path folder;

    private static TestServer server;

    @BeforeAll
    static void serve() {
        PlainGit git =
                PlainGit.init(folder).write("refgate.yml", Samples.POLICY).write("workflows/slow/workflow.yml", """
                        version: 1
                        inputs:
                          wait: { type: string }
                        blocks:
                          - { id: pause, type: delay, for: "{{ inputs.wait }}" }
                        outputs: { answer: done }
                        """);
        Samples.pointAll(git, git.commit("Add slow"));
        Timing hasty = new Timing(Duration.ofMillis(200), Duration.ofSeconds(15), Duration.ofMillis(600));
        server = TestServer.serve(
                folder,
                HttpServer.Options.defaults().with(hasty).with(new RunLimit(1, 0, 0, 1, Duration.ofSeconds(60))));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aRunWaitsForItsTurnAndOneMoreIsRefused() throws Exception {
        EventReader first = server.stream("slow", "?environment=production", Map.of("wait", "60s"));
        String running = first.header("Refgate-Run-Id");
        EventReader second = server.events(server.request(EXECUTE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"inputs\": {\"wait\": \"0s\"}}"))
                .build());
        String queued = second.header("Refgate-Run-Id");

        Answer refused = server.execute("slow", "?environment=production", Map.of("wait", "0s"));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat((String) refused.at("detail")).contains("1 run on this server and 1 wait already");
        assertThat(server.get("/v2/runs/" + running).at("status")).isEqualTo("running");
        assertThat(server.get("/v2/runs/" + queued).at("status")).isEqualTo("queued");
        server.post("/v2/runs/" + running + "/cancel", "{}");
        Awaitility.await().until(() -> server.http().runsInFlight() == 0);
        assertThat(second.status()).isEqualTo(200);
        first.close();
        second.close();
    }

    @Test
    void aClientThatSendsByteByByteIsCutOff() throws Exception {
        try (Socket head = open("");
                Socket silent = open("");
                Socket second = open("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
                Socket body = open("POST " + EXECUTE + " HTTP/1.1\r\nHost: localhost\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")) {
            assertThat(second.getInputStream().read()).isEqualTo('H');

            assertThat(isCutOff(head, "GET / HTTP/1.1\r\nX: "))
                    .as("drips its head")
                    .isTrue();
            assertThat(isCutOff(second, "GET / HTTP/1.1\r\nX: "))
                    .as("drips its second head")
                    .isTrue();
            assertThat(isCutOff(body, " ")).as("drips its body").isTrue();
            assertThat(isCutOff(silent, "")).as("says nothing").isTrue();
        }
        assertThat(server.get("/health/live").status()).isEqualTo(200);
    }

    @Test
    void aBodyOfAGibibyteIsRefusedLongBeforeItsEnd() throws Exception {
        try (Socket told = open("POST " + EXECUTE + " HTTP/1.1\r\nHost: localhost\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 1073741824\r\n\r\n");
                Socket chunked = open("POST " + EXECUTE + " HTTP/1.1\r\nHost: localhost\r\n"
                        + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")) {
            assertThat(new String(told.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 413");
            byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            int sent = 0;
            try {
                OutputStream out = chunked.getOutputStream();
                while (sent < 16_384) {
                    out.write(chunk);
                    sent++;
                }
            } catch (SocketException e) {
                assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe|abort|closed).*");
            }
            assertThat(sent).as("chunks of 64 KiB").isLessThan(1_000);
        }
        assertThat(server.get("/health/live").status()).isEqualTo(200);
    }

    private static Socket open(String text) throws IOException {
        Socket socket = new Socket("127.0.0.1", server.http().port());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    /** Sends one character each tenth of a second until the connection is gone; false when it still is there after long. */
    private static boolean isCutOff(Socket socket, String text) throws IOException {
        InputStream in = socket.getInputStream();
        socket.setSoTimeout(100);
        in.skip(in.available());
        for (int i = 0; i < 200; i++) {
            try {
                if (!text.isEmpty()) {
                    socket.getOutputStream().write(i < text.length() ? text.charAt(i) : 'x');
                }
                if (in.read() < 0) {
                    return true;
                }
            } catch (SocketTimeoutException e) {
                // Nothing yet: the next character.
            } catch (SocketException e) {
                return true;
            }
        }
        return false;
    }
}
