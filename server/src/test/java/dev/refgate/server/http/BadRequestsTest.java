package dev.refgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.json.Json;
import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadRequestsTest {
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
    @ValueSource(strings = {"{", "{\"inputs\": {}} trailing", "{\"inputs\": {}, \"inputs\": {}}", "inputs=1"})
    void whatIsNotJsonIsTheCallersError(String body) {
        Answer answer = server.post(EXECUTE, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat((String) answer.at("detail")).startsWith("body: not JSON");
    }

    @Test
    void anAnswerBeforeTheBodyWasReadSaysThatTheConnectionEnds() {
        String head = "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: 2\r\n\r\n";

        String refused = server.raw(head.formatted("/v2/workflows/hello/execute?environment=production", "text/plain"));
        String unknown = server.raw(head.formatted("/v2/nothing", "application/json"));

        assertThat(refused).startsWith("HTTP/1.1 415").containsIgnoringCase("Connection: close");
        assertThat(unknown).startsWith("HTTP/1.1 404").containsIgnoringCase("Connection: close");
    }

    @Test
    void anAnswerAfterTheBodyWasReadKeepsTheConnection() {
        String request = "POST /v2/workflows/hello/execute HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
        String last = "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

        String both = server.raw(request + last);

        assertThat(both).startsWith("HTTP/1.1 422").contains("HTTP/1.1 200");
    }

    @Test
    void anAnswerBeforeTheBodyWasReadKeepsTheConnectionWhenTheBodyHasCome() {
        String request = "POST /v2/nothing HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\nContent-Length: 10\r\n\r\n0123456789";
        String last = "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

        String both = server.raw(request + last);

        assertThat(both).startsWith("HTTP/1.1 404").contains("HTTP/1.1 200");
    }

    /** A connection that is closed with a body on its way is reset, and the answer with it: once in some tries. */
    @Test
    void whoeverSendsTooMuchIsAlwaysTold() {
        byte[] body = new byte[3 * HttpServer.MAXIMUM_BODY];

        for (int call = 0; call < 100; call++) {
            String path = call % 2 == 0 ? EXECUTE : "/v2/nothing";
            Answer answer = server.send(server.request(path)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                    .build());

            assertThat(answer.status()).isEqualTo(call % 2 == 0 ? 413 : 404);
        }
    }

    @Test
    void whatIsNotUtf8IsTheCallersError() {
        byte[] latin1 = "{\"inputs\": {\"name\": \"Zo\u00eb\"}}".getBytes(StandardCharsets.ISO_8859_1);

        Answer answer = server.post(EXECUTE, latin1);

        assertThat(answer.status()).isEqualTo(400);
        assertThat((String) answer.at("detail")).contains("UTF-8");
    }

    @Test
    void everyCharacterComesBack() {
        String name = "Zo\u00eb \ud83d\ude00 \u0645\u0631\u062d\u0628\u0627 {{ _env.HOME }} \" \\ \u0001";

        Answer answer = server.execute("hello", "?environment=production", Map.of("name", name));

        assertThat(answer.at("outputs", "answer")).isEqualTo("Hello " + name);
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedWithAndWithoutALength() {
        byte[] body = Json.write(Map.of("inputs", Map.of("name", "x".repeat(HttpServer.MAXIMUM_BODY))))
                .getBytes(StandardCharsets.UTF_8);

        Answer withLength = server.post(EXECUTE, body);
        Answer chunked = server.send(server.request(EXECUTE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build());

        assertThat(withLength.status()).isEqualTo(413);
        assertThat(chunked.status()).isEqualTo(413);
        assertThat((String) withLength.at("detail")).contains("1048576");
        assertThat((String) chunked.at("detail")).contains("1048576");
    }

    @Test
    void aBodyAtTheLimitIsTaken() {
        int envelope = "{\"inputs\":{\"name\":\"\"}}".length();
        String name = "x".repeat(HttpServer.MAXIMUM_BODY - envelope);

        Answer answer = server.post(EXECUTE, "{\"inputs\":{\"name\":\"" + name + "\"}}");

        assertThat(answer.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..%2f..%2fetc",
                "%2e%2e",
                "hello%2F..%2Fhello",
                "Hello",
                "hello%20",
                "wf%201%2F%C3%A4",
                "-x",
                "hello%00",
                "revisions"
            })
    void idsThatNoWorkflowCanHaveAreRefusedInJson(String id) {
        Answer answer = server.post("/v2/workflows/" + id + "/execute?environment=production", "{}");

        assertThat(answer.status()).isIn(400, 404, 422);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.at("detail")).isNotNull();
    }

    @Test
    void idsAreDecoded() {
        assertThat(server.post("/v2/workflows/%68ello/execute?environment=production", "{}")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v2", "/v2/workflows/hello/execute/more", "/favicon.ico"})
    void unknownRoutesAreNotFoundInJson(String path) {
        Answer answer = server.get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat((String) answer.at("detail")).contains("GET " + path);
    }

    @Test
    void aWrongMethodIsSaid() {
        Answer answer = server.get("/v2/workflows/hello/execute");

        assertThat(answer.status()).isEqualTo(405);
        assertThat((String) answer.at("detail")).contains("GET /v2/workflows/hello/execute");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v2/workflows HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /v2/../health/live HTTP/1.1\r\nHost: localhost:x\r\nConnection: close\r\n\r\n",
                "NOT HTTP\r\n\r\n"
            })
    void whatIsNotProperHttpIsRefusedWithoutASecondAnswer(String request) {
        assertThat(server.raw(request)).containsPattern("^HTTP/1\\.1 (4|505)").doesNotContain("Exception", "<html");
    }

    @Test
    void aHeaderThatIsTooLargeIsRefusedInJson() {
        assertThat(server.raw("GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-Large: " + "x".repeat(20_000)
                        + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ")
                .contains("application/json", "{\"detail\":");
    }
}
