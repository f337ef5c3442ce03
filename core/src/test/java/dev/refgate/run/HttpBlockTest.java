package dev.refgate.run;

import static dev.refgate.run.TestEngine.block;
import static dev.refgate.run.TestEngine.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.internal.http.RawServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code type: http}, from the text of a workflow to a server's answer. */
@Timeout(60)
class HttpBlockTest {
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final TestEngine engine =
            new TestEngine().waiting((duration, deadline, cancellation) -> pauses.add(duration));
    private RawServer server = RawServer.answering(RawServer.json("{\"ok\": true}"));

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void aCallGivesStatusHeadersAndBody() throws IOException {
        serve(RawServer.answer(
                "201 Created", "Content-Type: application/problem+json; charset=utf-8\r\nX-A: b", "{\"n\": [1, 2.5]}"));

        RunResult result = run("{ id: ask, type: http, url: \"{{ inputs.url }}/x\" }");

        assertThat(map(result.outputs().get("ask")))
                .containsEntry("status", 201L)
                .containsEntry("body", Map.of("n", List.of(1L, 2.5)));
        assertThat(map(map(result.outputs().get("ask")).get("headers"))).containsEntry("x-a", "b");
        assertThat(server.requests().get(0)).startsWith("GET /x HTTP/1.1\r\n");
    }

    @Test
    void aRequestIsMadeOfItsKeys() {
        run("""
                { id: ask, type: http, method: PUT, url: "{{ inputs.url }}/x?a=1#part",
                  query: { b: "x y&z", c: [1, true], d: "{{ none }}", "ä": "+" },
                  headers: { X-Number: 5, X-Text: "{{ 1 + 1 }}", X-None: "{{ none }}" },
                  json: { deep: [ "{{ inputs.value }}" ] } }
                """);

        assertThat(server.requests().get(0))
                .startsWith("PUT /x?a=1&b=x%20y%26z&c=1&c=true&%C3%A4=%2B HTTP/1.1\r\n")
                .contains("X-Number: 5\r\n", "X-Text: 2\r\n", "Content-Type: application/json\r\n")
                .doesNotContain("X-None")
                .endsWith("\r\n\r\n{\"deep\":[{\"a\":1}]}");
    }

    @Test
    void aFormAndATextAreSentAsSuch() {
        run("{ id: ask, type: http, url: \"{{ inputs.url }}\", form: { a: \"1&2\", b: [x, y] } }");
        run("{ id: ask, type: http, url: \"{{ inputs.url }}\", text: \"größe\", headers: { content-type: text/csv } }");

        assertThat(server.requests().get(0))
                .startsWith("POST / HTTP/1.1\r\n")
                .contains("Content-Type: application/x-www-form-urlencoded\r\n")
                .endsWith("\r\n\r\na=1%262&b=x&b=y");
        assertThat(server.requests().get(1))
                .contains("content-type: text/csv\r\n")
                .doesNotContain("text/plain")
                .endsWith("\r\n\r\ngröße");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Type: text/plain | hi | hi",
                "Content-Type: text/html; charset=iso-8859-1 | x | x",
                "X-No: type | plain | plain",
                "Content-Type: text/plain | {\"a\":1} | {\"a\":1}",
                "Content-Type: application/vnd.x+json | \"t\" | t"
            })
    void theBodyIsReadByItsContentType(String header, String body, String expected) throws IOException {
        serve(RawServer.answer("200 OK", header, body));

        assertThat(map(run(call("")).outputs().get("ask"))).containsEntry("body", expected);
    }

    @Test
    void anEmptyBodyIsNull() throws IOException {
        serve(RawServer.answer("204 No Content", "Content-Type: application/json", ""));

        assertThat(map(run(call("")).outputs().get("ask"))).containsEntry("body", null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "expect: 404        | 404 Not Found | true",
                "expect: 2xx        | 404 Not Found | false",
                "expect: [2xx, 404] | 404 Not Found | true",
                "expect: 400-404    | 404 Not Found | true",
                "expect: 400-403    | 404 Not Found | false",
                "expect: '404'      | 404 Not Found | true",
                "expect: 404        | 200 OK        | false",
                "expect: 3xx        | 302 Found     | true"
            })
    void whatIsExpectedIsASuccess(String expect, String status, boolean success) throws IOException {
        serve(RawServer.answer(status, "", ""));

        assertThat(run(call(", " + expect)).status() == RunStatus.SUCCESS).isEqualTo(success);
    }

    @Test
    void aStatusThatIsNotExpectedFailsTheBlockAndSaysWhatCameBackWithoutWhatWasSent() throws IOException {
        engine.env("TOKEN", "s3cr3t-token");
        server.close();
        server = RawServer.start((request, out) ->
                out.write(RawServer.answer("422 Unprocessable", "", "bad: \n Bearer s3cr3t-token and q=a%2Fb%2Fc")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)));

        RunResult result = run(
                call(
                        ", headers: { Authorization: 'Bearer {{ _env.TOKEN }}' }, query: { key: a/b/c }, retry: { attempts: 3 }"));

        String message = result.error().orElseThrow().message();
        assertThat(message).isEqualTo(server.url() + " answered 422 (expected 200 to 299): bad: *** and q=***");
        assertThat(block(result, "ask").attempts()).isEqualTo(1);
    }

    @Test
    void aLongAnswerIsLeftOutOfTheMessageAltogether() throws IOException {
        serve(RawServer.answer("500 No", "", "x".repeat(400)));

        assertThat(message(run(call("")))).isEqualTo(server.url() + " answered 500 (expected 200 to 299)");
    }

    @Test
    void aRedirectThatIsNotFollowedSaysHowItWouldBe() throws IOException {
        serve(RawServer.answer("301 Moved", "Location: /y", ""), RawServer.json("1"));

        assertThat(message(run(call("")))).contains("answered 301").contains("redirects: 3 would follow it");
        assertThat(run(call(", redirects: 3")).status()).isEqualTo(RunStatus.SUCCESS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"half\": ", "", "{\"a\":1,\"a\":2}", "NaN"})
    void whatIsNoJsonIsNoAnswer(String body) throws IOException {
        serve(RawServer.answer("200 OK", "Content-Type: application/json", body.isEmpty() ? " " : body));

        assertThat(message(run(call(""))))
                .endsWith("answered with what is no valid JSON, though its content type says so");
    }

    @Test
    void whatIsNoTextIsNoAnswer() throws IOException {
        serve();
        server.close();
        server = RawServer.start((request, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 4\r\n\r\n".getBytes());
            out.write(new byte[] {(byte) 0x89, 'P', 'N', (byte) 0xFF});
        });

        assertThat(message(run(call("")))).contains("no text in UTF-8 (content type image/png; expected JSON or text)");
    }

    @Test
    void whatPassesIsTriedAgainAndNoSoonerThanTheServerAsks() throws IOException {
        serve(
                RawServer.answer("503 Busy", "Retry-After: 3", ""),
                RawServer.answer("429 Slow down", "Retry-After: 3600", ""),
                RawServer.answer("502 Bad", "Retry-After: 9", ""),
                RawServer.json("1"));

        RunResult result = run(call(", retry: { attempts: 9, initial: 100ms, max: 20s }"));

        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(block(result, "ask").attempts()).isEqualTo(4);
        assertThat(pauses).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(20), Duration.ofMillis(100));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                       | 429 | 3",
                "                       | 503 | 3",
                "                       | 500 | 1",
                "                       | 404 | 1",
                "on: [5xx]              | 500 | 3",
                "on: [5xx]              | 429 | 1",
                "on: [404]              | 404 | 3",
                "on: ['404', timeout]   | 404 | 3",
                "on: [timeout]          | 503 | 1",
                "on: [connection]       | 503 | 1",
                "on: [error]            | 503 | 1"
            })
    void retryOnSaysWhichFailuresAreTriedAgain(String on, String status, int attempts) throws IOException {
        serve(RawServer.answer(status + " Status", "", ""));

        RunResult result = run(call(", retry: { attempts: 3, " + (on == null ? "" : on) + " }"));

        assertThat(block(result, "ask").attempts()).isEqualTo(attempts);
    }

    @Test
    void aConnectionThatBreaksIsTriedAgain() throws IOException {
        serve("", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", RawServer.json("1"));

        RunResult result = run(call(", retry: { attempts: 3 }"));

        assertThat(block(result, "ask").attempts()).isEqualTo(3);
        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
    }

    @Test
    void anAnswerThatTakesTooLongIsTriedAgain() throws IOException {
        server.close();
        server = RawServer.start((request, out) -> {
            if (server.requests().size() == 1) {
                java.util.concurrent.locks.LockSupport.parkNanos(
                        Duration.ofSeconds(30).toNanos());
            }
            out.write(RawServer.json("1").getBytes());
        });

        RunResult result = run(call(", timeout: 300ms, retry: { attempts: 2, on: [timeout] }"));

        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(block(result, "ask").attempts()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:s3cr3t-token@127.0.0.1/",
                "http://127.0.0.1:1/?key=s3cr3t-token",
                "http://s3cr3t-token",
                "s3cr3t-token://x"
            })
    void noMessageShowsASecret(String url) {
        engine.env("SECRET_URL", url).env("TOKEN", "s3cr3t-token");

        RunResult result = engine.run("blocks: [{ id: ask, type: http, url: \"{{ _env.SECRET_URL }}\" }]");

        assertThat(message(result)).doesNotContain("s3cr3t");
    }

    @Test
    void aLineBreakCannotMakeAHeader() {
        RunResult result = engine.run("""
                inputs: { name: { type: string }, url: {} }
                blocks: [{ id: ask, type: http, url: "{{ inputs.url }}", headers: { X-Name: "{{ inputs.name }}" } }]
                """, Map.of("name", "a\r\nX-Evil: 1", "url", server.url()));

        assertThat(message(result)).contains("the value of the header X-Name has a line break");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void problemsAreFoundBeforeItRuns() {
        assertThat(engine.problems("""
                blocks:
                  - { id: c, type: http, url: "https://x", method: get }
                  - { id: d, type: http, url: "https://x", expect: 2x }
                  - { id: e, type: http, url: "https://x", headers: { "X Y": 1 } }
                  - { id: f, type: http, url: "https://x", retry: { attempts: 2, on: [503, 5x] } }
                  - { id: g, type: http }
                """))
                .hasSize(5)
                .anySatisfy(problem -> assertThat(problem).contains("3:52: expected one of: GET, HEAD"))
                .anySatisfy(problem -> assertThat(problem).contains("expected timeout, connection, answer, error, a"));
        assertThat(engine.problems("""
                blocks:
                  - { id: a, type: http, url: "ftp://x" }
                  - { id: b, type: http, url: "https://x", json: 1, text: x }
                """))
                .anySatisfy(problem -> assertThat(problem).contains("3:31: url: expected http:// or https://"))
                .anySatisfy(problem -> assertThat(problem).contains("a request has one body"));
    }

    private void serve(String... answers) throws IOException {
        server.close();
        server = RawServer.answering(answers.length == 0 ? new String[] {""} : answers);
    }

    private static String call(String more) {
        return "{ id: ask, type: http, url: \"{{ inputs.url }}\"" + more + " }";
    }

    private RunResult run(String block) {
        return engine.run(
                "inputs: { url: {}, value: { default: { a: 1 } } }\nblocks:\n  - "
                        + block.strip().replace("\n", "\n    "),
                Map.of("url", server.url()));
    }

    private static String message(RunResult result) {
        return result.error().orElseThrow().message();
    }
}
