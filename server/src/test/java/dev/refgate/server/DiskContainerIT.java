package dev.refgate.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.command.WaitContainerResultCallback;
import dev.refgate.server.json.Json;
import dev.refgate.testing.ContainerImage;
import dev.refgate.testing.RequiresDocker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.ExecConfig;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.containers.wait.strategy.WaitStrategy;

/** A disk for {@code --data} that is full, and one that nobody can write to, for the operating system too. */
@RequiresDocker(image = "debian:bookworm-slim")
@Timeout(240)
final class DiskContainerIT {
    private static final String ADMIN_KEY = "rgk_an-administrator-of-these-tests";
    private static final String HELLO = "/v2/workflows/hello/execute?environment=development";
    private static final String WAIT = "/v2/workflows/wait/execute?environment=development";
    private static final String LARGE = Json.write(Map.of("inputs", Map.of("name", "x".repeat(20_000))));
    private static final int CALLERS = 4;
    private static final int ROUNDS = 200;

    private static final ContainerImage IMAGE = new ContainerImage(
                    "refgate-disk-it", Path.of("src/test/container/Dockerfile"))
            .with("start.sh", Path.of("src/test/container/disk/start.sh"))
            .with("support-triage", Path.of("../examples/support-triage"))
            .with("refgate.jar", Path.of("target/refgate.jar"));

    private final GenericContainer<?> server = new GenericContainer<>(IMAGE)
            .withEnv("ADMIN_KEY", ADMIN_KEY)
            .withExposedPorts(8080)
            .withCreateContainerCmdModifier(command -> command.getHostConfig().withReadonlyRootfs(true));

    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        server.stop();
    }

    private void start(String data, WaitStrategy ready) {
        start("rw,exec", data, ready);
    }

    private void start(String temporary, String data, WaitStrategy ready) {
        server.withTmpFs(Map.of("/tmp", temporary, "/repository", "rw,mode=0755", "/data", data))
                .waitingFor(ready.withStartupTimeout(Duration.ofMinutes(1)))
                .start();
    }

    @Test
    void aFullDiskLosesNothingThatWasAnsweredAndIsGoneWhenThereIsRoom() throws Exception {
        start("rw,size=24m,mode=0777", Wait.forHttp("/health/ready").forPort(8080));
        Map<String, String> answered = new ConcurrentSkipListMap<>(statuses(post(HELLO, LARGE)));

        fillWhileCalled(answered);

        Refusals refusals = refusals(answered);
        for (HttpResponse<String> answer : refusals.answers()) {
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            assertThat(answer.body()).contains("the run log cannot be written: the disk of --data is full");
        }
        HttpResponse<String> ready = get("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("the disk of --data is full");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(listed()).as("reading goes on").isEqualTo(answered.keySet());

        asRoot("rm", "/data/filler");
        await().atMost(Duration.ofSeconds(30)).until(() -> get("/health/ready").statusCode() == 200);
        HttpResponse<String> again = post(HELLO, LARGE, "Idempotency-Key", refusals.key());
        HttpResponse<String> waited = post(WAIT, "{}");

        assertThat(again.headers().firstValue("Idempotency-Replayed")).isEmpty();
        answered.putAll(statuses(again));
        answered.putAll(statuses(waited));
        assertThat(answered.values()).containsAnyOf("success").isSubsetOf("success", "interrupted");
        assertThat(listed()).isEqualTo(answered.keySet());
        for (Map.Entry<String, String> run : answered.entrySet()) {
            assertThat(get("/v2/runs/" + run.getKey()).body())
                    .as("a run is whole, and as it was answered")
                    .contains("\"status\":\"" + run.getValue() + "\"", "\"duration_ms\":", "\"blocks\":[{");
        }
        assertThat(server.getLogs()).doesNotContain("incident", "Exception");
    }

    /** Fills the disk while runs are on their way, until each caller was refused. */
    private void fillWhileCalled(Map<String, String> answered) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<?>> refused = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                refused.add(callers.submit(() -> callUntilRefused(answered)));
            }
            await().until(() -> answered.size() >= 2 * CALLERS);
            ExecResult full = exec("sh", "-c", "cat /dev/zero > /data/filler");
            assertThat(full.getStderr()).contains("No space left on device");
            for (Future<?> each : refused) {
                each.get(2, TimeUnit.MINUTES);
            }
        } finally {
            callers.shutdownNow();
        }
    }

    /**
     * @param key of the one that had an idempotency key
     */
    private record Refusals(List<HttpResponse<String>> answers, String key) {}

    /**
     * Calls until one of each kind was refused in the same round: what could not be written is tried again, and finds what room the
     * log's own files still have.
     */
    private Refusals refusals(Map<String, String> answered) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String key = "key-" + round;
            List<HttpResponse<String>> answers =
                    List.of(post(HELLO, LARGE), post(WAIT, "{}"), post(HELLO, LARGE, "Idempotency-Key", key));
            int ready = get("/health/ready").statusCode();
            if (ready == 503 && answers.stream().allMatch(answer -> answer.statusCode() == 503)) {
                return new Refusals(answers, key);
            }
            for (HttpResponse<String> answer : answers) {
                if (answer.statusCode() != 503) {
                    answered.putAll(statuses(answer));
                }
            }
        }
        throw new AssertionError("the disk is full, and runs are still answered");
    }

    private Void callUntilRefused(Map<String, String> answered) throws Exception {
        while (true) {
            HttpResponse<String> answer = post(HELLO, LARGE);
            if (answer.statusCode() != 200) {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
                return null;
            }
            answered.putAll(statuses(answer));
        }
    }

    @Test
    void onADiskThatCannotBeWrittenItSaysSoAndEnds() throws Exception {
        start("ro", Wait.forLogMessage(".*--data.*\\n", 1));

        assertThat(lastWords())
                .contains("refgate: --data: /data cannot be written to: ", "say another one with --data")
                .containsIgnoringCase("read-only file system")
                .doesNotContain("\tat ", "Exception", "not foreseen");
    }

    @Test
    void withoutAPlaceForLibrariesItSaysSoAndEnds() throws Exception {
        start("rw,noexec", "rw,mode=0777", Wait.forLogMessage(".*--data.*\\n", 1));

        assertThat(lastWords())
                .contains("the library of SQLite cannot be loaded from /tmp", "-Dorg.sqlite.tmpdir=FOLDER")
                .doesNotContain("\tat ", "not foreseen");
    }

    private String lastWords() {
        int code = server.getDockerClient()
                .waitContainerCmd(server.getContainerId())
                .exec(new WaitContainerResultCallback())
                .awaitStatusCode(1, TimeUnit.MINUTES);
        assertThat(code).as(server.getLogs()).isEqualTo(1);
        return server.getLogs();
    }

    /** How the run ended that was answered. */
    private static Map<String, String> statuses(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Map<?, ?> run = object(answer);
        return Map.of(String.valueOf(run.get("run_id")), String.valueOf(run.get("status")));
    }

    private Set<String> listed() throws Exception {
        Set<String> ids = new TreeSet<>();
        ((List<?>) object(get("/v2/runs?limit=1000")).get("data"))
                .forEach(run -> ids.add(String.valueOf(((Map<?, ?>) run).get("run_id"))));
        return ids;
    }

    private static Map<?, ?> object(HttpResponse<String> answer) {
        return (Map<?, ?>) Json.read(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request =
                request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        String address = "http://" + server.getHost() + ":" + server.getMappedPort(8080);
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + ADMIN_KEY);
    }

    private void asRoot(String... command) throws Exception {
        ExecResult result = exec(command);
        assertThat(result.getExitCode()).as(result.getStderr()).isZero();
    }

    private ExecResult exec(String... command) throws Exception {
        return server.execInContainer(
                ExecConfig.builder().user("root").command(command).build());
    }
}
