package dev.refgate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.refgate.error.RemoteException;
import dev.refgate.internal.yaml.Json;
import dev.refgate.repository.WorkflowId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How streams are read of a server that answers what the test says. */
@Timeout(60)
class RunStreamTest {
    private static final String DONE = "data: [DONE]\n\n";

    private final Deque<String> bodies = new ArrayDeque<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private int status = 200;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Last-Event-ID") + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        exchange.getResponseHeaders().set("Refgate-Run-Id", "run_1");
        exchange.sendResponseHeaders(status, 0);
        exchange.getResponseBody().write(bodies.remove().getBytes(StandardCharsets.UTF_8));
        exchange.close();
    }

    private static String event(int id, String name, String delta) {
        return "id: " + id + "\nevent: " + name + "\ndata: {\"name\": \"" + name + "\", \"delta\": \"" + delta
                + "\", \"data\": {\"block_id\": \"b\"}}\n\n";
    }

    private RunStream stream() {
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        return new RefgateClient(ClientOptions.of(address), new Json())
                .stream(ExecuteCall.in("staging", new WorkflowId("triage"), Map.of("name", "Ada")));
    }

    private static List<String> names(RunStream stream) {
        List<String> names = new ArrayList<>();
        for (Optional<StreamedEvent> event = stream.next(); event.isPresent(); event = stream.next()) {
            names.add(event.get().id() + " " + event.get().name());
        }
        return names;
    }

    @Test
    void eventsComeUntilTheEnd() {
        bodies.add(": ping\n\n" + event(1, "workflow_run_started", "") + event(2, "block_state_updated", "Zoë 😀")
                + event(3, "workflow_run_completed", "") + DONE);

        try (RunStream stream = stream()) {
            StreamedEvent first = stream.next().orElseThrow();
            StreamedEvent second = stream.next().orElseThrow();
            StreamedEvent third = stream.next().orElseThrow();

            assertThat(stream.runId()).isEqualTo("run_1");
            assertThat(first.name()).isEqualTo("workflow_run_started");
            assertThat(second.delta()).isEqualTo("Zoë 😀");
            assertThat(second.data()).containsEntry("block_id", "b");
            assertThat(second.isLast()).isFalse();
            assertThat(third.isLast()).isTrue();
            assertThat(stream.next()).isEmpty();
            assertThat(stream.next()).isEmpty();
        }
        assertThat(requests)
                .singleElement()
                .asString()
                .startsWith("POST /v2/workflows/triage/execute?environment=staging")
                .contains("\"streaming\":true");
    }

    @Test
    void whatBreaksOffIsGoneOnWithAfterTheLastWholeEvent() {
        bodies.add(event(1, "workflow_run_started", "") + "id: 2\nevent: block_run_started\ndata: {\"na");
        bodies.add(event(2, "block_run_started", ""));
        bodies.add(event(3, "workflow_run_completed", "") + DONE);

        try (RunStream stream = stream()) {
            assertThat(names(stream))
                    .containsExactly("1 workflow_run_started", "2 block_run_started", "3 workflow_run_completed");
        }
        assertThat(requests).hasSize(3);
        assertThat(requests.get(1)).startsWith("GET /v2/runs/run_1/events 1 ");
        assertThat(requests.get(2)).startsWith("GET /v2/runs/run_1/events 2 ");
    }

    @Test
    void aStreamThatBreaksOffAgainAndAgainIsAnError() {
        for (int connection = 0; connection < 4; connection++) {
            bodies.add("");
        }

        try (RunStream stream = stream()) {
            assertThatThrownBy(stream::next)
                    .isInstanceOf(RemoteException.class)
                    .hasMessageContaining("run run_1: its events broke off after none; it may go on");
        }
        assertThat(requests).hasSize(3);
    }

    @Test
    void whatTheServerRefusesIsNoStream() {
        status = 422;
        bodies.add("{\"detail\": [{\"loc\": [\"body\", \"inputs\", \"name\"], \"msg\": \"is missing\"}]}");

        assertThatThrownBy(this::stream)
                .isInstanceOf(ServerRefusedException.class)
                .hasMessageContaining("422")
                .hasMessageContaining("is missing");
    }

    @Test
    void whoLeavesGetsNothingMore() {
        bodies.add(event(1, "workflow_run_started", "") + event(2, "block_run_started", ""));

        RunStream stream = stream();
        stream.next();
        stream.close();

        assertThat(stream.next()).isEmpty();
        assertThat(requests).hasSize(1);
    }
}
