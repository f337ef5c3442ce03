package dev.refgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.json.Json;
import dev.refgate.server.testing.OwnThread;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** Kills a server under load, again and again, and looks at what is left after each time. */
final class CrashRounds {
    private static final int CLIENTS = 8;
    private static final int ANSWERS = 100;

    private final List<String> program;
    private final PlainGit git;
    private final Path data;
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger calls = new AtomicInteger();

    /** What was answered so far: run ids, and what they put out. */
    private final Map<String, Object> answered = new ConcurrentHashMap<>();

    /** Calls that a kill cut off: what they had for a key, and what they called. */
    private final Map<String, String> cut = new ConcurrentHashMap<>();

    private final Set<String> verified = new HashSet<>();
    private int interrupted;

    CrashRounds(List<String> program, Path folder) {
        this.program = program;
        this.data = folder.resolve("data");
        this.git = PlainGit.init(folder.resolve("repository"))
                .write("refgate.yml", Samples.POLICY)
                .write("workflows/hello/workflow.yml", Samples.workflow("Hello"))
                .write("workflows/slow/workflow.yml", """
                        version: 1
                        inputs:
                          name: { type: string }
                        blocks:
                          - { id: wait, type: delay, for: 20ms }
                        outputs: { answer: "Hello {{ inputs.name }}" }
                        """);
        Samples.pointAll(git, git.commit("Add workflows"));
    }

    /** Each round: look at what the last one left, load, kill. At the end one more look, at everything. */
    void run(int rounds) {
        for (int round = 0; round < rounds; round++) {
            ServerProcess server = ServerProcess.serve(program, git.folder(), data);
            try {
                repeat(server.address());
                check(server.address());
                load(server);
            } finally {
                server.kill();
            }
        }
        try (ServerProcess server = ServerProcess.serve(program, git.folder(), data)) {
            check(server.address());
        }
        assertThat(git.git("fsck", "--strict")).isEmpty();
        assertThat(git.git("status", "--porcelain")).isEmpty();
        assertThat(answered.size()).isGreaterThanOrEqualTo(rounds * ANSWERS);
        assertThat(interrupted).as("runs that a kill cut off").isPositive();
    }

    /** Sends calls from many clients, and kills the server in the middle of them. */
    private void load(ServerProcess server) {
        int before = answered.size();
        List<CompletableFuture<Void>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            String workflow = i % 2 == 0 ? "hello" : "slow";
            clients.add(
                    CompletableFuture.runAsync(() -> callUntilItDies(server.address(), workflow), OwnThread.EXECUTOR));
        }
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> answered.size() >= before + ANSWERS);
        server.kill();
        clients.forEach(CompletableFuture::join);
    }

    private void callUntilItDies(String address, String workflow) {
        while (true) {
            String token = "token-" + calls.incrementAndGet();
            try {
                Map<?, ?> answer = call(address, workflow, token);
                assertThat(answer.get("outputs")).isEqualTo(Map.of("answer", "Hello " + token));
                answered.put((String) answer.get("run_id"), answer.get("outputs"));
            } catch (IOException e) {
                // The server was killed: what was not answered does not count, and may be sent again.
                cut.put(token, workflow);
                return;
            }
        }
    }

    /**
     * Sends what was cut off once more, with the same keys: what had begun is not begun again, which {@link #check} sees by
     * its session.
     */
    private void repeat(String address) {
        cut.forEach((token, workflow) -> {
            try {
                Map<?, ?> answer = call(address, workflow, token);
                assertThat(answer.get("status")).isIn("success", "interrupted");
                if (answer.get("status").equals("success")) {
                    answered.put((String) answer.get("run_id"), answer.get("outputs"));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        cut.clear();
    }

    private Map<?, ?> call(String address, String workflow, String token) throws IOException {
        try {
            return object(client.send(
                    HttpRequest.newBuilder(URI.create(address + "/v2/workflows/" + workflow
                                    + "/execute?environment=production&session_id=" + token))
                            .header("Content-Type", "application/json")
                            .header("Idempotency-Key", token)
                            .POST(BodyPublishers.ofString("{\"inputs\": {\"name\": \"" + token + "\"}}"))
                            .build(),
                    BodyHandlers.ofByteArray()));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every answered run is there with its outputs, none is there twice, and none is said to run. */
    private void check(String address) {
        Set<Object> sessions = new HashSet<>();
        Set<Object> successes = new HashSet<>();
        interrupted = 0;
        String cursor = "";
        do {
            Map<?, ?> page = get(address + "/v2/runs?limit=1000" + cursor);
            for (Object item : (List<?>) page.get("data")) {
                Map<?, ?> run = (Map<?, ?>) item;
                assertThat(sessions.add(run.get("session_id")))
                        .as("once: " + run)
                        .isTrue();
                assertThat(run.get("status")).as("" + run).isIn("success", "interrupted");
                if (run.get("status").equals("success")) {
                    successes.add(run.get("run_id"));
                } else {
                    interrupted++;
                }
            }
            cursor = page.get("next_cursor") == null ? "" : "&cursor=" + page.get("next_cursor");
        } while (!cursor.isEmpty());
        assertThat(successes).containsAll(answered.keySet());
        answered.forEach((id, outputs) -> {
            if (verified.add(id)) {
                assertThat(get(address + "/v2/runs/" + id).get("outputs")).isEqualTo(outputs);
            }
        });
    }

    private Map<?, ?> get(String uri) {
        try {
            return object(client.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<?, ?> object(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        return (Map<?, ?>) Json.read(response.body());
    }
}
