package dev.refgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a web page could do to a server without keys, and cannot. */
class GuardTest {
    private static final String EXECUTE = "/v2/workflows/hello/execute?environment=production";

    @TempDir
    private static Path folder;

    private static TestServer server;

    @BeforeAll
    static void serve() {
        server = TestServer.serve(Samples.hello(folder).folder());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:8080", "localhost.evil.example", "192.168.0.1"})
    void aForeignHostIsRefusedOnEveryRoute(String host) {
        for (String route : new String[] {"/v2/workflows", "/health/live", "/no/such/route"}) {
            assertThat(server.raw("GET " + route + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 403 ")
                    .contains("application/json", "{\"detail\":\"Host: " + host);
        }
        assertThat(server.raw(post(host, ""))).startsWith("HTTP/1.1 403 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1:4711", "[::1]:80"})
    void thisMachinesNamesAreTaken(String host) {
        assertThat(server.raw(post(host, ""))).startsWith("HTTP/1.1 200 ").contains("\"Hello World\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost.evil.example"})
    void aForeignOriginIsRefused(String origin) {
        assertThat(server.raw(post("localhost", "Origin: " + origin + "\r\n"))).startsWith("HTTP/1.1 403 ");
    }

    @Test
    void aPageOfThisMachineIsTakenButReadsNothing() {
        assertThat(server.raw(post("localhost", "Origin: http://localhost:3000\r\n")))
                .startsWith("HTTP/1.1 200 ")
                .doesNotContainIgnoringCase("access-control");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/x-www-form-urlencoded", "multipart/form-data", "text/plain", "application/jsonx"})
    void aBodyThatIsNotCalledJsonIsRefused(String type) {
        Answer answer = server.send(server.request(EXECUTE)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString("{}"))
                .build());

        assertThat(answer.status()).isEqualTo(415);
        assertThat((String) answer.at("detail")).contains(type, "application/json");
    }

    @Test
    void aBodyThatIsNotCalledAnythingIsRefused() {
        Answer answer = server.send(
                server.request(EXECUTE).POST(BodyPublishers.ofString("{}")).build());

        assertThat(answer.status()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "Application/JSON", "application/json; charset=utf-8"})
    void jsonIsTakenHoweverItIsSpelled(String type) {
        Answer answer = server.send(server.request(EXECUTE)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString("{}"))
                .build());

        assertThat(answer.status()).isEqualTo(200);
    }

    private static String post(String host, String headers) {
        return "POST " + EXECUTE + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers
                + "Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
    }
}
