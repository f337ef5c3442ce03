package dev.refgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.EventReader;
import dev.refgate.server.testing.OwnThread;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs as server-sent events, as the clients that exist read them. */
@Timeout(120)
class StreamTest {
    private static final String PRODUCTION = "?environment=production";
    private static final String EXECUTE = "/v2/workflows/%s/execute" + PRODUCTION;

    private static final String WAITING = """
            version: 1
            inputs:
              wait: { type: integer }
            blocks:
              - { id: before, type: text, value: "at once" }
              - { id: wait, type: delay, for: "{{ inputs.wait }}ms" }
              - { id: after, type: text, value: "later" }
            outputs: { answer: "{{ after.output }}" }
            """;

    private static final String ECHO = """
            version: 1
            inputs:
              text: { type: string }
              secret: { type: string, sensitive: true, optional: true }
            blocks:
              - { id: copy, type: text, value: "{{ inputs.text }}" }
            outputs: { text: "{{ copy.output }}" }
            """;

    private static final String LARGE = """
            version: 1
            inputs:
              text: { type: string }
            blocks:
            %s
            outputs: { done: true }
            """;

    @TempDir
    private Path folder;

    private TestServer server;

    @BeforeEach
    void serve() {
        PlainGit git = PlainGit.init(folder).copy(Samples.SUPPORT_TRIAGE);
        git.write("workflows/waiting/workflow.yml", WAITING);
        git.write("workflows/echo/workflow.yml", ECHO);
        git.write("workflows/large/workflow.yml", LARGE.formatted(largeBlocks()));
        git.write("workflows/failing/workflow.yml", """
                version: 1
                inputs:
                  wanted: { type: object, optional: true }
                blocks:
                  - { id: first, type: json, value: "{{ inputs.wanted.not_there }}" }
                """);
        Samples.pointAll(git, git.commit("Add workflows"));
        server = TestServer.serve(
                folder,
                HttpServer.Options.defaults()
                        .with(new Timing(Duration.ofMillis(200), Duration.ofMillis(100), Duration.ofSeconds(30))));
    }

    private static String largeBlocks() {
        StringBuilder blocks = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            blocks.append("  - { id: b").append(i).append(", type: text, value: \"{{ inputs.text }}\" }\n");
        }
        return blocks.toString();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theEventsOfARunComeInOrderAndTheLastOneHasTheOutputs() {
        EventReader stream = server.stream("support-triage", PRODUCTION, Samples.inputs("default"));
        List<Map<?, ?>> events = stream.rest();

        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
        assertThat(stream.header("Refgate-Run-Id")).matches("run_[0-9a-f]{32}");
        assertThat(stream.isDone()).isTrue();
        assertThat(all("name", events)).startsWith("workflow_run_started");
        assertThat(all("name", events))
                .contains("block_run_started", "block_state_updated", "block_run_completed")
                .endsWith("workflow_run_completed");
        assertThat(data(events.get(events.size() - 1)).get("output"))
                .isEqualTo(Map.of(
                        "ticket_id", "TKT-4821",
                        "urgency", "high",
                        "routed_to", "billing-support",
                        "status", "processed"));
    }

    @Test
    void everyEventHasTheEnvelopeAndItsNameThreeTimes() {
        EventReader stream = server.stream("support-triage", PRODUCTION + "&session_id=s1", Samples.inputs("default"));
        List<Map<?, ?>> events = stream.rest();

        List<String> names = new ArrayList<>();
        for (Map<?, ?> event : events) {
            names.add("event: " + event.get("name"));
            assertThat(event.get("event_type")).isEqualTo(event.get("name"));
            assertThat(event.get("environment")).isEqualTo("production");
            assertThat(event.get("organization_id")).isInstanceOf(String.class);
            assertThat(event.get("version")).isInstanceOf(String.class);
            assertThat(event.get("price")).isInstanceOf(String.class);
            assertThat((String) event.get("timestamp")).matches("[0-9-]+T[0-9:.]+Z");
            assertThat(data(event).get("workflow_id")).isEqualTo("support-triage");
            assertThat(data(event).get("session_id")).isEqualTo("s1");
            assertThat(data(event).get("workflow_run_id")).isEqualTo(stream.header("Refgate-Run-Id"));
        }
        assertThat(stream.otherLines().stream().filter(line -> line.startsWith("event: ")))
                .containsExactlyElementsOf(names);
    }

    @Test
    void aBlocksTextIsWhereClientsReadIt() {
        List<Map<?, ?>> events =
                server.stream("echo", PRODUCTION, Map.of("text", "hi")).rest();

        Map<?, ?> completed = only(events, "block_run_completed");
        Map<?, ?> updated = only(events, "block_state_updated");
        assertThat(completed.get("block_id")).isEqualTo("copy");
        assertThat(((Map<?, ?>) completed.get("state")).get("output")).isEqualTo("hi");
        assertThat(((Map<?, ?>) completed.get("config")).get("block_archetype_id"))
                .isEqualTo("com.scoutos.text");
        assertThat(updated.get("update_type")).isEqualTo("complete");
        assertThat(((Map<?, ?>) updated.get("update_data")).get("output")).isEqualTo("hi");
    }

    @Test
    void textsThatWouldEndOrSplitTheStreamArriveWhole() {
        String text = "a [DONE] data: [DONE]\n\ndata: {}\r\u2028\u2029\u0085 \u00e9\u20ac\ud83d\ude00 {{ _env.HOME }}";

        EventReader stream = server.stream("echo", PRODUCTION, Map.of("text", text));
        List<Map<?, ?>> events = stream.rest();

        assertThat(stream.isDone()).isTrue();
        assertThat(((Map<?, ?>) data(events.get(events.size() - 1)).get("output")).get("text"))
                .isEqualTo(text);
        assertThat(stream.otherLines()).noneMatch(line -> line.contains("data:"));
    }

    @Test
    void noAcceptHeaderIsNeededAndTheBytesAreThoseOfTheProtocol() {
        String body = "{\"inputs\": {\"text\": \"\u005bDONE] \u2028\"}, \"streaming\": true}";
        byte[] utf8 = body.getBytes(StandardCharsets.UTF_8);
        String latin1 = new String(utf8, StandardCharsets.ISO_8859_1);

        String answer = server.raw("POST " + EXECUTE.formatted("echo") + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + utf8.length
                + "\r\nConnection: close\r\n\r\n" + latin1);

        assertThat(answer).startsWith("HTTP/1.1 200").contains("text/event-stream");
        assertThat(answer).contains("id: 1\nevent: workflow_run_started\ndata: {\"");
        assertThat(answer).contains("\\u005bDONE] \\u2028").endsWith("data: [DONE]\n\n");
        assertThat(answer.split("\\[DONE]", -1)).hasSize(2);
    }

    @Test
    void anEventIsSentWhenItHappens() {
        try (EventReader stream = server.stream("waiting", PRODUCTION, Map.of("wait", 600_000))) {
            List<Object> names = new ArrayList<>();
            while (!names.contains("block_run_completed")) {
                names.add(stream.next().orElseThrow().get("name"));
            }

            assertThat(server.http().runsInFlight()).isEqualTo(1);
            cancel(stream.header("Refgate-Run-Id"));
        }
    }

    @Test
    void aSilentStreamIsKeptAlive() {
        try (EventReader stream = server.stream("waiting", PRODUCTION, Map.of("wait", 600_000))) {
            stream.awaitLine(": ping");
            stream.awaitLine(": ping");

            cancel(stream.header("Refgate-Run-Id"));
        }
    }

    @Test
    void aRunThatFailsIsAStreamLikeAnyOther() {
        EventReader stream = server.stream("failing", PRODUCTION, Map.of());
        List<Map<?, ?>> events = stream.rest();

        assertThat(stream.status()).isEqualTo(200);
        assertThat((String) only(events, "block_run_failed").get("message")).isNotEmpty();
        Map<?, ?> last = only(events, "workflow_run_failed");
        assertThat(last.get("status")).isEqualTo("failed");
        assertThat((String) last.get("message")).isNotEmpty();
        assertThat(stream.isDone()).isTrue();
    }

    @Test
    void whatCannotBeRunIsRefusedBeforeTheStream() {
        Answer inputs = server.post(EXECUTE.formatted("echo"), "{\"streaming\": true}");
        Answer workflow = server.post(EXECUTE.formatted("nothing"), "{\"streaming\": true}");

        assertThat(inputs.status()).isEqualTo(422);
        assertThat(inputs.at("detail", 0, "loc")).isEqualTo(List.of("body", "inputs", "text"));
        assertThat(workflow.status()).isEqualTo(404);
        assertThat(server.http().runsInFlight()).isZero();
    }

    @Test
    void sensitiveInputsAreNotShown() {
        List<Map<?, ?>> events = server.stream("echo", PRODUCTION, Map.of("text", "open", "secret", "hush-hush"))
                .rest();

        assertThat(data(events.get(0)).get("inputs")).isEqualTo(Map.of("text", "open", "secret", "***"));
        assertThat(events.toString()).doesNotContain("hush-hush");
    }

    @Test
    void aClientThatLeavesDoesNotEndTheRunAndMayComeBack() {
        EventReader first = server.stream("waiting", PRODUCTION, Map.of("wait", 1_500));
        String run = first.header("Refgate-Run-Id");
        first.next();
        first.next();
        first.close();

        EventReader second = server.events(server.request("/v2/runs/" + run + "/events")
                .header("Last-Event-ID", "2")
                .build());
        List<Map<?, ?>> events = second.rest();

        assertThat(second.isDone()).isTrue();
        assertThat(events.get(0).get("id")).isEqualTo(run + "-3");
        assertThat(events.get(events.size() - 1).get("name")).isEqualTo("workflow_run_completed");
        assertThat(all("id", eventsOf(run))).startsWith(run + "-1", run + "-2", run + "-3");
    }

    @Test
    void aRunCanBeCancelled() {
        EventReader stream = server.stream("waiting", PRODUCTION, Map.of("wait", 600_000));

        Answer cancelled = cancel(stream.header("Refgate-Run-Id"));
        List<Map<?, ?>> events = stream.rest();

        assertThat(cancelled.status()).isEqualTo(202);
        assertThat(only(events, "workflow_run_failed").get("status")).isEqualTo("cancelled");
        Awaitility.await().until(() -> server.http().runsInFlight() == 0);
        assertThat(cancel(stream.header("Refgate-Run-Id")).status()).isEqualTo(404);
    }

    @Test
    void stoppingEndsStreamsWithTheirRunsLastEvents() {
        EventReader finished = server.stream("waiting", PRODUCTION, Map.of("wait", 1_000));
        EventReader cancelled = server.stream("waiting", PRODUCTION, Map.of("wait", 600_000));

        CompletableFuture<Void> stopping =
                CompletableFuture.runAsync(() -> server.http().stop(Duration.ofSeconds(3)), OwnThread.EXECUTOR);

        assertThat(only(finished.rest(), "workflow_run_completed").get("status"))
                .isEqualTo("success");
        assertThat(finished.isDone()).isTrue();
        assertThat(only(cancelled.rest(), "workflow_run_failed").get("status")).isEqualTo("cancelled");
        assertThat(cancelled.isDone()).isTrue();
        stopping.join();
    }

    @Test
    void aClientThatDoesNotReadHoldsNothingUpAndIsCutOff() throws Exception {
        String body = "{\"inputs\": {\"text\": \"" + "x".repeat(900_000) + "\"}, \"streaming\": true}";
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress("127.0.0.1", server.http().port()));
            socket.getOutputStream()
                    .write(("POST " + EXECUTE.formatted("large") + " HTTP/1.1\r\nHost: localhost\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: " + body.length()
                                    + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            assertThat(in.read()).isEqualTo('H');

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> server.http().runsInFlight() == 0);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> server.http().openStreams() == 0);
        }
    }

    @Test
    void aLongRunThatIsNotStreamedSendsItsHeadersEarly() throws Exception {
        try (EventReader early = server.events(server.request(EXECUTE.formatted("waiting"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"inputs\": {\"wait\": 600000}}"))
                .build())) {
            assertThat(early.status()).isEqualTo(200);
            assertThat(server.http().runsInFlight()).isEqualTo(1);
            cancel(early.header("Refgate-Run-Id"));
        }
        Answer whole = server.execute("waiting", PRODUCTION, Map.of("wait", 1_000));

        assertThat(new String(whole.body(), StandardCharsets.UTF_8)).matches("(?s) +\\{.*");
        assertThat(whole.at("outputs")).isEqualTo(Map.of("answer", "later"));
        assertThat(whole.header("Content-Type")).isEqualTo("application/json");
        assertThat(whole.header("Refgate-Run-Id")).isEqualTo(whole.at("run_id"));
    }

    private static List<Object> all(String key, List<Map<?, ?>> events) {
        return events.stream().<Object>map(event -> event.get(key)).toList();
    }

    private List<Map<?, ?>> eventsOf(String run) {
        return server.events(server.request("/v2/runs/" + run + "/events").build())
                .rest();
    }

    private Answer cancel(String run) {
        return server.post("/v2/runs/" + run + "/cancel", "{}");
    }

    private static Map<?, ?> data(Map<?, ?> event) {
        return (Map<?, ?>) event.get("data");
    }

    private static Map<?, ?> only(List<Map<?, ?>> events, String name) {
        List<Map<?, ?>> found =
                events.stream().filter(event -> name.equals(event.get("name"))).toList();
        assertThat(found).as(name + " in " + events).hasSize(1);
        return data(found.get(0));
    }
}
