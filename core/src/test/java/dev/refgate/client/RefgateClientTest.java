package dev.refgate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.RemoteException;
import dev.refgate.internal.yaml.Json;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the client behaves towards a server that answers what the test says. */
@Timeout(60)
class RefgateClientTest {
    private static final WorkflowId TRIAGE = new WorkflowId("triage");
    private static final String RUN = """
            {"run_id": "run-1", "status": "failed", "outputs": {}, "duration_ms": 12, "workflow_id": "triage",
             "environment": "staging", "ref": "refs/heads/env/staging", "revision_id": "%1$s", "content_id": "%2$s",
             "verification_id": "%3$s", "error": {"block": "page", "message": "timeout"},
             "run": {"stop_reason": "workflow_run_failed", "workflow_run_id": "run-1", "session_id": "run-1", "errors": ["timeout"],
             "state": {"text": {"output": [1, null], "status": "success", "attempts": 1},
             "page": {"output": null, "status": "failed", "attempts": 2, "error": "timeout"}}}}
            """.formatted("1".repeat(40), "2".repeat(40), "3".repeat(64));

    private record Answered(int status, Map<String, String> headers, String body) {}

    private final Deque<Answered> answers = new ArrayDeque<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        released.countDown();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Answered next = answers.size() > 1 ? answers.remove() : answers.element();
        next.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = next.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(next.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void answers(int status, String body) {
        answers.add(new Answered(status, Map.of("Content-Type", "application/json"), body));
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/base/";
    }

    private RefgateClient client(ClientOptions options) {
        return new RefgateClient(options, new Json(), new HttpCalls(options, pauses::add));
    }

    private RefgateClient client() {
        return client(ClientOptions.of(address()).withApiKey(Optional.of("s3cr3t")));
    }

    private ExecuteAnswer execute() {
        return client().execute(ExecuteCall.in("staging", TRIAGE, Map.of("subject", "hi")));
    }

    @Test
    void aRunIsAskedForAndItsAnswerIsTyped() {
        answers(200, RUN);

        ExecuteAnswer answer = execute();

        assertThat(requests).hasSize(1);
        assertThat(requests.get(0))
                .startsWith("POST /base/v2/workflows/triage/execute?environment=staging Bearer s3cr3t {")
                .contains("\"inputs\":{\"subject\":\"hi\"}", "\"streaming\":false");
        assertThat(answer.status()).isEqualTo("failed");
        assertThat(answer.error()).contains(new ExecuteAnswer.Error(Optional.of("page"), "timeout"));
        assertThat(answer.duration()).isEqualTo(Duration.ofMillis(12));
        assertThat(answer.blocks()).extracting(ExecuteAnswer.Block::id).containsExactly("text", "page");
        assertThat(answer.blocks().get(1).attempts()).isEqualTo(2);
        assertThat(answer.blocks().get(1).error()).contains("timeout");
        assertThat(answer.pins().verification()).isEqualTo("3".repeat(64));
        assertThat(answer.pins().environment()).contains("staging");
    }

    @Test
    void aMoveIsAskedForAndItsAnswerIsTyped() {
        answers(200, """
                {"data": {"outcome": "deployed", "environment": "staging", "moves": [{"workflow": "triage"}], "gates": [],
                 "deployment": {"id": "dep-1", "commit": "%s", "actor": {"name": "github:acme/w@refs/heads/main (run 1)"}}}}
                """.formatted("1".repeat(40)));

        MoveAnswer answer = client().move("staging", "promote", Map.of("reason", "Ship it"));

        assertThat(requests)
                .containsExactly("POST /base/v2/environments/staging/promote Bearer s3cr3t {\"reason\":\"Ship it\"}");
        assertThat(answer.outcome()).isEqualTo("deployed");
        assertThat(answer.workflows()).containsExactly(TRIAGE);
        assertThat(answer.deployment()).contains("dep-1");
        assertThat(answer.commit()).map(CommitId::hex).contains("1".repeat(40));
        assertThat(answer.actor()).contains("github:acme/w@refs/heads/main (run 1)");
    }

    @Test
    void aMoveOfWhichNobodyKnowsIsNotSentAgain() {
        answers(503, "{\"detail\": \"what became of the push is not known\"}");

        assertThatThrownBy(() -> client().move("staging", "rollback", Map.of("steps", 1L)))
                .isInstanceOf(ServerRefusedException.class)
                .hasMessageContaining("what became of the push is not known");
        assertThat(requests).hasSize(1);
    }

    @Test
    void environmentsAndWorkflowsAreTyped() {
        answers(200, """
                {"data": [
                  {"name": "staging", "ref": "refs/heads/env/staging", "from": "development", "commit": "%s", "error": null},
                  {"name": "odd", "ref": "refs/heads/odd", "from": null, "commit": null, "error": "refs/heads/odd does not exist"}],
                 "policy": {}}
                """.formatted("1".repeat(40)));
        List<EnvironmentAnswer> environments = client().environments();
        answers.clear();
        answers(200, """
                {"data": [{"workflow_id": "triage", "revision_id": "%s", "content_id": "%s",
                  "workflow_config": {"workflow_display_name": "Triage", "workflow_description": ""}, "problems": []}],
                 "next_cursor": "triage", "has_more": true}
                """.formatted("1".repeat(40), "2".repeat(40)));
        RefgateClient.Page<WorkflowAnswer> page = client().workflows(Optional.of("a b"), Optional.of("x"));

        assertThat(environments).hasSize(2);
        assertThat(environments.get(0).commit()).isPresent();
        assertThat(environments.get(1).error()).contains("refs/heads/odd does not exist");
        assertThat(page.next()).contains("triage");
        assertThat(page.items()).extracting(WorkflowAnswer::name).containsExactly("Triage");
        assertThat(requests.get(1)).startsWith("GET /base/v2/workflows?environment=a+b&start_at=x ");
    }

    @Test
    void whatTheServerDidNotTakeIsSentAgainWhenItSays() {
        answers.add(new Answered(429, Map.of("Retry-After", "7"), "{\"detail\": \"busy\"}"));
        answers.add(new Answered(503, Map.of("Retry-After", "3600"), "{\"detail\": \"draining\"}"));
        answers(200, RUN);

        assertThat(execute().runId()).isEqualTo("run-1");
        assertThat(requests).hasSize(3);
        assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(60));
    }

    @Test
    void withoutAWordFromTheServerThePausesDouble() {
        answers(503, "{\"detail\": \"draining\"}");

        assertThatThrownBy(this::execute)
                .isInstanceOf(ServerRefusedException.class)
                .hasMessageContaining("/v2/workflows/triage/execute?environment=staging: 503: draining");
        assertThat(requests).hasSize(3);
        assertThat(pauses.get(0)).isBetween(Duration.ofMillis(900), Duration.ofMillis(1100));
        assertThat(pauses.get(1)).isBetween(Duration.ofMillis(1800), Duration.ofMillis(2200));
    }

    @Test
    void otherRefusalsAreToldOnceWithWhatTheServerSaid() {
        answers(
                422,
                "{\"detail\": [{\"loc\": [\"body\", \"inputs\", \"subject\"], \"msg\": \"is missing\", \"type\": \"x\"}]}");
        assertThatThrownBy(this::execute)
                .isInstanceOfSatisfying(
                        ServerRefusedException.class,
                        e -> assertThat(e.status()).isEqualTo(422))
                .hasMessageContaining("422: is missing at [body, inputs, subject]");
        answers.clear();
        answers(500, "<html>oops</html>");
        assertThatThrownBy(this::execute).hasMessageContaining("500: <html>oops</html>");
        answers.clear();
        answers(401, "{\"detail\": \"no key\"}");
        assertThatThrownBy(this::execute)
                .hasMessageContaining("REFGATE_API_KEY")
                .hasMessageNotContaining("s3cr3t");

        assertThat(requests).hasSize(3);
        assertThat(pauses).isEmpty();
    }

    @Test
    void redirectsAreNotFollowedSoThatTheKeyGoesNowhereElse() {
        answers.add(new Answered(307, Map.of("Location", address() + "elsewhere"), ""));

        assertThatThrownBy(this::execute)
                .isInstanceOf(ServerRefusedException.class)
                .hasMessageContaining("307");
        assertThat(requests).hasSize(1);
    }

    @Test
    void anAnswerOfSomebodyElseIsNoAnswer() {
        answers(200, "<html>hello</html>");
        assertThatThrownBy(this::execute).isInstanceOf(RemoteException.class).hasMessageContaining("is no JSON");
        answers.clear();
        answers(200, "[]");
        assertThatThrownBy(this::execute).isInstanceOf(RemoteException.class).hasMessageContaining("no JSON object");
        answers.clear();
        answers(200, RUN.replace("\"content_id\": \"2", "\"content_id\": \"x"));
        assertThatThrownBy(this::execute).isInstanceOf(RemoteException.class).hasMessageContaining("content_id is x");
    }

    @Test
    void whereNobodyListensItIsTriedAgain() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThatThrownBy(() ->
                        client(ClientOptions.of("http://127.0.0.1:" + port)).environments())
                .isInstanceOf(RemoteException.class)
                .hasMessageStartingWith("no connection to http://127.0.0.1:" + port);
        assertThat(pauses).hasSize(2);
    }

    @Test
    void anAnswerThatDoesNotEndInTimeIsNotAskedForAgain() {
        server.createContext("/base/slow", exchange -> {
            requests.add("slow");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        ClientOptions options = ClientOptions.of(address() + "slow").withTimeout(Duration.ofSeconds(2));

        assertThatThrownBy(() -> client(options).environments())
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining("no answer: not within 2000 ms");
        assertThat(requests).containsExactly("slow");
    }

    @Test
    void addressesThatCannotBeMeantAreRefusedAndKeysAreNotShown() {
        for (String address :
                List.of("example.com", "ftp://example.com", "http://", "http://x?y=1", "http://u:p@x", "::")) {
            assertThatThrownBy(() -> ClientOptions.of(address))
                    .as(address)
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("expected an address like https://refgate.example.com")
                    .hasMessageNotContaining("u:p");
        }
        assertThat(ClientOptions.of("http://x")
                        .withApiKey(Optional.of("s3cr3t"))
                        .toString())
                .doesNotContain("s3cr3t");
    }
}
