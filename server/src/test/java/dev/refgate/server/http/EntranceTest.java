package dev.refgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntranceTest {
    private static final String PAGE = "https://app.example";
    private static final String EXECUTE = "/v2/workflows/hello/execute?environment=production";

    @TempDir
    private static Path folder;

    private static TestServer server;

    @BeforeAll
    static void serve() {
        Samples.hello(folder);
        server = TestServer.serve(folder, HttpServer.Options.defaults().with(new Web(Optional.empty(), Set.of(PAGE))));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aCallersRequestIdComesBack() {
        Answer answer = server.send(server.request("/v2/environments")
                .header("X-Request-Id", "trace-1:a/b=c")
                .build());

        assertThat(answer.header("X-Request-Id")).isEqualTo("trace-1:a/b=c");
    }

    @Test
    void anIdThatIsNotSaneIsReplaced() {
        for (String id : new String[] {"a b", "a\"b", "x".repeat(129), "{}", "ä"}) {
            String answer = server.raw("GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: " + id
                    + "\r\nConnection: close\r\n\r\n");

            assertThat(answer).startsWith("HTTP/1.1 200").containsPattern("X-Request-Id: [0-9a-f]{16}\r\n");
        }
    }

    @Test
    void everyAnswerHasAnIdAndTheHeadersOfSafety() {
        for (String request : new String[] {
            "GET /health/live HTTP/1.1\r\nHost: localhost",
            "GET /no/such/route HTTP/1.1\r\nHost: localhost",
            "DELETE /v2/runs HTTP/1.1\r\nHost: localhost",
            "GET /v2/workflows?environment=nowhere HTTP/1.1\r\nHost: localhost",
            "GET /health/live HTTP/1.1\r\nHost: evil.example",
            "GET /\0 HTTP/1.1\r\nHost: localhost",
            "GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(20_000),
        }) {
            String answer = server.raw(request + "\r\nConnection: close\r\n\r\n");

            assertThat(answer)
                    .as(request.lines().findFirst().orElseThrow())
                    .contains(
                            "X-Request-Id: ",
                            "X-Content-Type-Options: nosniff",
                            "X-Frame-Options: DENY",
                            "Content-Security-Policy: default-src 'none'",
                            "Cache-Control: no-store")
                    .containsOnlyOnce("X-Request-Id")
                    .doesNotContain("Strict-Transport-Security");
        }
    }

    @Test
    void aPageThatIsNamedMayAskCallAndRead() {
        Answer asked = server.send(server.request(EXECUTE)
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", PAGE)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization, content-type")
                .build());
        Answer called = server.send(server.request(EXECUTE)
                .POST(BodyPublishers.ofString("{}"))
                .header("Origin", PAGE)
                .header("Content-Type", "application/json")
                .build());

        assertThat(asked.status()).isEqualTo(204);
        assertThat(asked.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
        assertThat(asked.header("Access-Control-Allow-Methods")).contains("POST");
        assertThat(asked.header("Access-Control-Allow-Headers")).contains("Authorization", "Content-Type");
        assertThat(called.status()).isEqualTo(200);
        assertThat(called.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
        assertThat(called.header("Access-Control-Allow-Credentials")).isNull();
        assertThat(called.header("Vary")).isEqualTo("Origin");
    }

    @Test
    void otherPagesMayNot() {
        for (String origin :
                new String[] {"https://app.example.evil", "http://app.example", "https://APP.example", "null"}) {
            Answer asked = server.send(server.request(EXECUTE)
                    .method("OPTIONS", BodyPublishers.noBody())
                    .header("Origin", origin)
                    .header("Access-Control-Request-Method", "POST")
                    .build());
            Answer called = server.send(
                    server.request("/v2/environments").header("Origin", origin).build());

            assertThat(asked.header("Access-Control-Allow-Origin")).as(origin).isNull();
            assertThat(asked.header("Access-Control-Allow-Methods")).as(origin).isNull();
            assertThat(called.status()).as(origin).isEqualTo(403);
            assertThat(called.header("Access-Control-Allow-Origin")).as(origin).isNull();
        }
    }
}
