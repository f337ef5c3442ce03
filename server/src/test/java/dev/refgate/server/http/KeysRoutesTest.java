package dev.refgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.EventReader;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and to what. */
@Timeout(120)
class KeysRoutesTest {
    private static final String EXECUTE = "/v2/workflows/hello/execute?environment=";

    @TempDir
    private Path folder;

    private TestServer server;
    private String staging;
    private String reader;
    private String admin;

    @BeforeEach
    void serve() throws Exception {
        PlainGit git = Samples.hello(folder.resolve("repository"));
        git.write("workflows/wait/workflow.yml", """
                version: 1
                blocks:
                  - { id: wait, type: delay, for: 10m }
                """);
        Samples.pointAll(git, git.commit("Add wait"));
        server = TestServer.serveWithKeys(
                git.folder(),
                Files.createDirectory(folder.resolve("data")),
                Map.of("ci", "execute:staging", "looker", "read", "boss", "admin", "everywhere", "execute:*"));
        staging = server.key("ci");
        reader = server.key("looker");
        admin = server.key("boss");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void withoutAKeyNothingIsAnsweredButHealth() {
        for (String path : List.of("/v2/workflows", "/v2/runs", "/v2/audit", "/no/such/route")) {
            Answer answer = server.get(path);
            assertThat(answer.status()).as(path).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"refgate\"");
        }
        assertThat(server.get("/health/live").status()).isEqualTo(200);
        assertThat(server.get("/health/ready").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer x", "Basic YTpi", "rgk_0123", "Bearer rgk_000000000000_%s"})
    void aKeyThatDoesNotCountIsRefusedAsTheStandardSays(String authorization) {
        Answer answer = server.send(server.request("/v2/workflows")
                .header("Authorization", authorization.formatted("A".repeat(43)))
                .build());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
        assertThat((String) answer.at("detail")).doesNotContain("rgk_0");
    }

    @Test
    void aKeyRunsWorkflowsWhereItsScopesSay() {
        Answer allowed = execute(staging, "staging");
        Answer denied = execute(staging, "production");

        assertThat(allowed.at("outputs")).isEqualTo(Map.of("answer", "Hello World"));
        assertThat(denied.status()).isEqualTo(403);
        assertThat(denied.header("WWW-Authenticate"))
                .contains("error=\"insufficient_scope\"", "scope=\"execute:production\"");
        assertThat((String) denied.at("detail")).contains("execute:production");
        assertThat(execute(reader, "staging").status()).isEqualTo(403);
        assertThat(execute(admin, "production").status()).isEqualTo(200);
    }

    @Test
    void aRevisionWithoutAnEnvironmentIsForThoseWhoMayRunEverywhere() {
        String everywhere = server.key("everywhere");

        assertThat(post(staging, "/v2/workflows/hello/execute?revision_id=latest")
                        .status())
                .isEqualTo(403);
        assertThat(post(everywhere, "/v2/workflows/hello/execute?revision_id=latest")
                        .status())
                .isEqualTo(200);
        assertThat(post(staging, EXECUTE + "staging&revision_id=latest").status())
                .isEqualTo(200);
    }

    @Test
    void aKeySeesItsOwnEnvironmentsRunsAndAReaderAll() {
        Object run = execute(staging, "staging").at("run_id");
        Object other = execute(admin, "production").at("run_id");

        assertThat(get(staging, "/v2/runs/" + run).at("actor")).isEqualTo("key:ci");
        assertThat(get(staging, "/v2/runs/" + other).status()).isEqualTo(403);
        assertThat(get(reader, "/v2/runs/" + other).status()).isEqualTo(200);
        assertThat(get(staging, "/v2/runs").status()).isEqualTo(403);
        assertThat(get(reader, "/v2/runs").status()).isEqualTo(200);
        assertThat(get(staging, "/v2/run_logs?workflow_id=hello").status()).isEqualTo(403);
        assertThat(get(staging, "/v2/workflows").status()).isEqualTo(403);
        assertThat(get(reader, "/v2/environments").status()).isEqualTo(200);
    }

    @Test
    void whatIsDeniedAndWhatIsChangedIsOnRecord() {
        try (EventReader stream = server.events(server.request("/v2/workflows/wait/execute?environment=staging")
                .header("Authorization", "Bearer " + staging)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"streaming\": true}"))
                .build())) {
            String run = stream.header("Refgate-Run-Id");
            assertThat(post(reader, "/v2/runs/" + run + "/cancel").status()).isEqualTo(403);
            assertThat(post(staging, "/v2/runs/" + run + "/cancel").status()).isEqualTo(202);
            stream.rest();

            Answer audit = get(admin, "/v2/audit");
            assertThat(outcomes(audit))
                    .contains(
                            "key:looker POST /v2/runs/" + run + "/cancel denied: needs execute:staging",
                            "key:ci POST /v2/runs/" + run + "/cancel done");
            assertThat((String) audit.at("data", 0, "time")).startsWith("20");
        }
        assertThat(get(reader, "/v2/audit").status()).isEqualTo(403);
    }

    @Test
    void whoGuessesKeysIsSlowedDownAndWhoHasOneIsNot() {
        for (int i = 0; i < 10; i++) {
            assertThat(get("guess-" + i, "/v2/workflows").status()).isEqualTo(401);
        }
        Answer slowed = get("guess-11", "/v2/workflows");
        get("guess-12", "/v2/workflows");

        assertThat(slowed.status()).isEqualTo(429);
        assertThat(slowed.header("Retry-After")).isEqualTo("60");
        assertThat(get(reader, "/v2/workflows").status()).isEqualTo(200);
        assertThat((List<?>) get(admin, "/v2/audit").at("data")).hasSize(11);
    }

    @Test
    void withKeysAForeignHostIsNoMatterAndABodyThatIsThereIsJson() {
        String head = "POST " + EXECUTE + "staging HTTP/1.1\r\nHost: refgate.example\r\nAuthorization: bearer "
                + staging + "\r\nConnection: close\r\n";

        assertThat(server.raw(head + "Content-Length: 0\r\n\r\n")).startsWith("HTTP/1.1 200");
        assertThat(server.raw(head + "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}"))
                .startsWith("HTTP/1.1 415");
    }

    private static Set<String> outcomes(Answer audit) {
        return ((List<?>) audit.at("data"))
                .stream()
                        .map(entry -> (Map<?, ?>) entry)
                        .map(entry -> entry.get("actor") + " " + entry.get("action") + " " + entry.get("outcome"))
                        .collect(Collectors.toSet());
    }

    private Answer execute(String key, String environment) {
        return post(key, EXECUTE + environment);
    }

    private Answer post(String key, String path) {
        return server.send(with(key, path).POST(BodyPublishers.noBody()).build());
    }

    private Answer get(String key, String path) {
        return server.send(with(key, path).GET().build());
    }

    private HttpRequest.Builder with(String key, String path) {
        return server.request(path).header("Authorization", "Bearer " + key);
    }
}
