package dev.refgate.run;

import static dev.refgate.run.TestEngine.block;
import static dev.refgate.run.TestEngine.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.internal.http.RawServer;
import dev.refgate.internal.yaml.Json;
import dev.refgate.run.RunEvent.BlockEnded;
import dev.refgate.run.RunEvent.BlockPartial;
import dev.refgate.run.RunEvent.BlockReset;
import dev.refgate.run.RunEvent.BlockStarted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code type: llm}, against endpoints that do, and do not, what the chat completions API says. */
@Timeout(60)
class LlmBlockTest {
    private static final String USAGE =
            "\"usage\": {\"prompt_tokens\": 1000, \"completion_tokens\": 20, \"total_tokens\": 1020}";
    private static final String CHECKED =
            ", response: { schema: { type: object, required: [urgency], properties: { urgency: { enum: [high, low] } } } }";

    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final TestEngine engine = new TestEngine()
            .waiting((duration, deadline, cancellation) -> pauses.add(duration))
            .env("LLM_API_KEY", "sk-very-secret")
            .listener(this::note);
    private RawServer server = RawServer.answering(message("Hello."));

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void aModelIsAskedAndItsTokensAreCounted() {
        RunResult result = ask(", temperature: 0.2, max_tokens: 50, prices: { input: 2.5, output: 10 }");

        assertThat(map(result.outputs().get("ask")))
                .isEqualTo(Map.of(
                        "text",
                        "Hello.",
                        "tokens",
                        Map.of("input", 1000L, "output", 20L, "total", 1020L),
                        "cost",
                        0.0027));
        String request = server.requests().get(0);
        assertThat(request)
                .startsWith("POST /v1/chat/completions HTTP/1.1\r\n")
                .contains("Authorization: Bearer sk-very-secret\r\n", "Content-Type: application/json\r\n");
        assertThat(new Json()
                        .read(request.substring(request.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Map.of(
                        "model",
                        "small",
                        "messages",
                        List.of(
                                Map.of("role", "system", "content", "Be brief."),
                                Map.of("role", "user", "content", "Say \"hi\"\n{{ _env.LLM_API_KEY }}")),
                        "temperature",
                        0.2,
                        "max_tokens",
                        50L));
    }

    @Test
    void withoutPricesAndUsageNothingIsMadeUp() throws IOException {
        serve(RawServer.json("{\"choices\": [{\"message\": {\"content\": \"x\"}}]}"));

        assertThat(map(ask(", prices: { input: 1, output: 1 }").outputs().get("ask")))
                .containsEntry("text", "x")
                .containsEntry("tokens", null)
                .containsEntry("cost", null);
        serve(message("x"));
        assertThat(map(ask("").outputs().get("ask"))).containsEntry("cost", null);
    }

    @Test
    void anEndpointWithoutAKeyAndWithAQueryIsAskedAsItWants() {
        RunResult result = engine.run("""
                inputs: { url: {} }
                blocks:
                  - { id: ask, type: llm, base_url: "{{ inputs.url }}/x/?api-version=1", model: m, messages: [{ role: user, content: hi }] }
                """, Map.of("url", server.url()));

        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(server.requests().get(0))
                .startsWith("POST /x/chat/completions?api-version=1 HTTP/1.1\r\n")
                .doesNotContain("Authorization");
    }

    @Test
    void jsonIsParsedAndASchemaIsChecked() throws IOException {
        serve(message("{\"urgency\": \"high\"}"));

        assertThat(map(ask(", response: json").outputs().get("ask"))).containsEntry("json", Map.of("urgency", "high"));
        assertThat(server.requests().get(0)).contains("\"response_format\":{\"type\":\"json_object\"}");
        assertThat(map(ask(CHECKED).outputs().get("ask"))).containsEntry("json", Map.of("urgency", "high"));
        assertThat(server.requests().get(1)).contains("\"type\":\"json_schema\"", "\"required\":[\"urgency\"]");
    }

    @Test
    void anAnswerThatIsNotWhatWasAskedForIsAskedForAgain() throws IOException {
        serve(
                message("{\"urgency\": \"hi"),
                message("Sure! Here is your JSON"),
                message("{\"urgency\": \"medium\"}"),
                message("{\"urgency\": \"low\"}"));

        RunResult result = ask(CHECKED + ", retry: { attempts: 4 }");

        assertThat(map(result.outputs().get("ask"))).containsEntry("json", Map.of("urgency", "low"));
        assertThat(block(result, "ask").attempts()).isEqualTo(4);
        serve(message("{\"urgency\": \"medium\"}"));
        assertThat(failure(ask(CHECKED)))
                .startsWith("the model's answer does not match the schema: urgency: ")
                .doesNotContain("medium");
    }

    @Test
    void jsonThatIsCutOffIsNotAskedForAgain() throws IOException {
        serve(RawServer.json("{\"choices\": [{\"finish_reason\": \"length\", \"message\": {\"content\": \"{\"}}]}"));

        RunResult result = ask(", response: json, retry: { attempts: 3 }");

        assertThat(failure(result)).contains("cut off at max_tokens");
        assertThat(block(result, "ask").attempts()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"429, 3", "500, 3", "503, 3", "529, 3", "400, 1", "401, 1", "404, 1"})
    void whatPassesIsTriedAgain(String status, int attempts) throws IOException {
        serve(RawServer.answer(
                status + " No",
                "Content-Type: application/json\r\nRetry-After: 7",
                "{\"error\": {\"message\": \"no: sk-very-secret\"}}"));

        RunResult result = ask(", retry: { attempts: 3, initial: 1s, max: 5s }");

        assertThat(block(result, "ask").attempts()).isEqualTo(attempts);
        assertThat(failure(result))
                .contains("answered " + status)
                .contains("no: ***")
                .doesNotContain("very-secret");
        assertThat(pauses).hasSize(attempts - 1);
        boolean asks = status.equals("429") || status.equals("503");
        assertThat(pauses).allMatch(pause -> pause.equals(Duration.ofSeconds(asks ? 5 : 1)));
    }

    @Test
    void wordsAreToldAsTheyCome() throws IOException {
        serve(stream(delta("Hel"), delta("lo."), finish("stop"), "{\"choices\": [], " + USAGE + "}", "[DONE]"));

        RunResult result = ask(", stream: true, prices: { input: 1, output: 0 }");

        assertThat(map(result.outputs().get("ask")))
                .containsEntry("text", "Hello.")
                .containsEntry("cost", 0.001);
        assertThat(events).containsExactly("ask 1 starts", "ask 1: Hel", "ask 1: lo.", "ask ends");
        assertThat(server.requests().get(0)).contains("\"stream\":true", "\"include_usage\":true");
    }

    @Test
    void aRetryTakesBackWhatWasTold() throws IOException {
        serve(
                stream(delta("Half of "), delta("it")),
                RawServer.answer("500 No", "", ""),
                stream(delta("All of it."), finish("stop"), "[DONE]"));

        RunResult result = ask(", stream: true, retry: { attempts: 3 }");

        assertThat(map(result.outputs().get("ask"))).containsEntry("text", "All of it.");
        assertThat(events)
                .containsExactly(
                        "ask 1 starts",
                        "ask 1: Half of ",
                        "ask 1: it",
                        "ask 1 is void",
                        "ask 2 starts",
                        "ask 3 starts",
                        "ask 3: All of it.",
                        "ask ends");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"choices\": [{\"delta\": {\"content\": \"a\"}}]}\n\n", // cut between events
                "data: {\"choices\": [{\"delta\": {\"con", // within one
                "data: {\"choices\": [{\"delta\": {\"content\": \"a\"}}]}\n\ndata: {\"error\": {\"message\": \"overloaded\"}}\n\n",
                "data: nonsense\n\n",
                "<html>Welcome</html>",
                ""
            })
    void aStreamThatEndsBeforeTheAnswerDoesIsAFailure(String events) throws IOException {
        serve("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + events);

        RunResult result = ask(", stream: true, retry: { attempts: 2 }");

        assertThat(result.status()).isEqualTo(RunStatus.FAILED);
        assertThat(block(result, "ask").attempts()).isEqualTo(2);
    }

    @Test
    void aChunkedStreamThatIsCutIsAFailure() throws IOException {
        serve(
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n40\r\ndata: {\"choi");

        assertThat(failure(ask(", stream: true"))).contains("broke before the answer was complete");
    }

    @Test
    void anEndpointThatDoesNotStreamIsHeardAllTheSame() {
        assertThat(map(ask(", stream: true").outputs().get("ask"))).containsEntry("text", "Hello.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html        | <html>login</html>                          | content type text/html",
                "application/json | {\"choices\": [                             | no valid JSON",
                "application/json | {\"choices\": []}                           | without choices[0]",
                "application/json | [1]                                         | without choices[0]",
                "application/json | {\"choices\": [{\"message\": {}}]}          | without a message",
                "application/json | {\"error\": {\"message\": \"no credit\"}}   | an error: no credit",
                "application/json | {\"error\": \"bad\"}                        | an error: bad"
            })
    void whatIsNoAnswerIsAFailureThatMayPass(String type, String body, String expected) throws IOException {
        serve(RawServer.answer("200 OK", "Content-Type: " + type, body));

        RunResult result = ask(", retry: { attempts: 2 }");

        assertThat(failure(result)).contains(expected);
        assertThat(block(result, "ask").attempts()).isEqualTo(2);
    }

    @Test
    void aRefusalIsNotAskedForAgain() throws IOException {
        serve(RawServer.json("{\"choices\": [{\"message\": {\"content\": null, \"refusal\": \"no\"}}]}"));

        RunResult result = ask(", retry: { attempts: 2 }");

        assertThat(failure(result)).contains("refused to answer");
        assertThat(block(result, "ask").attempts()).isEqualTo(1);
    }

    @Test
    void anEndlessStreamIsStopped() throws IOException {
        server.close();
        server = RawServer.start((request, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] event = ("data: " + delta("word ".repeat(50)) + "\n\n").getBytes(StandardCharsets.US_ASCII);
            while (true) {
                out.write(event);
            }
        });
        engine.limits(new RunLimits(Duration.ofMinutes(1), Duration.ofSeconds(40), 500, 1 << 20, 10_000, 8));

        assertThat(failure(ask(", stream: true"))).contains("too large (at most 10000 bytes)");
    }

    @Test
    void problemsAreFoundBeforeItRuns() {
        assertThat(engine.problems("""
                blocks:
                  - { id: ask, type: llm, base_url: api.example, api_key: sk-abc, model: m,
                      messages: [{ role: user, content: "{{ nobody.output }}" }], response: { schema: { type: objekt } } }
                """))
                .anySatisfy(problem -> assertThat(problem)
                        .contains("api_key: a key does not belong into a file")
                        .doesNotContain("sk-abc"))
                .anySatisfy(problem -> assertThat(problem).contains("base_url: expected http:// or https://"))
                .anySatisfy(problem -> assertThat(problem).contains("unknown name \"nobody\""))
                .hasSize(4);
    }

    private RunResult ask(String more) {
        return engine.run("""
                inputs: { url: {}, text: {} }
                blocks:
                  - { id: ask, type: llm, base_url: "{{ inputs.url }}/v1/", api_key: "{{ _env.LLM_API_KEY }}", model: small,
                      messages: [{ role: system, content: Be brief. }, { role: user, content: "Say {{ inputs.text }}" }]%s }
                """.formatted(more), Map.of("url", server.url(), "text", "\"hi\"\n{{ _env.LLM_API_KEY }}"));
    }

    private void serve(String... answers) throws IOException {
        server.close();
        server = RawServer.answering(answers);
    }

    private void note(RunEvent event) {
        if (event instanceof BlockStarted start) {
            events.add(start.block() + " " + start.attempt() + " starts");
        } else if (event instanceof BlockPartial partial) {
            events.add(partial.block() + " " + partial.attempt() + ": " + partial.part());
        } else if (event instanceof BlockReset reset) {
            events.add(reset.block() + " " + reset.attempt() + " is void");
        } else if (event instanceof BlockEnded end) {
            events.add(end.result().block() + " ends");
        }
    }

    private static String message(String text) {
        return RawServer.json("{\"choices\": [{\"finish_reason\": \"stop\", \"message\": {\"content\": "
                + new Json().write(text) + "}}], " + USAGE + "}");
    }

    private static String delta(String words) {
        return "{\"choices\": [{\"delta\": {\"content\": " + new Json().write(words) + "}}]}";
    }

    private static String finish(String reason) {
        return "{\"choices\": [{\"delta\": {}, \"finish_reason\": \"" + reason + "\"}]}";
    }

    private static String stream(String... events) {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n\r\n: hello\n\n"
                + Arrays.stream(events).map(event -> "data: " + event + "\n\n").collect(Collectors.joining());
    }

    private static String failure(RunResult result) {
        return result.error().orElseThrow().message();
    }
}
