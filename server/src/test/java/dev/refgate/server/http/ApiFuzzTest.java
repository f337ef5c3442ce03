package dev.refgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.json.Json;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sends to every operation of the OpenAPI document what it understands, and what it does not. Whatever comes: no 5xx, errors in the
 * documented form, nothing of the program's inside, and nothing of the request in the answer's headers. Always the same requests.
 */
class ApiFuzzTest {
    private static final int ROUNDS = 120;
    private static final String[] VALUES = {
        "",
        "%00",
        "..%2f..%2f..%2fetc%2fpasswd",
        "%2e%2e",
        "..;",
        "%c0%ae%c0%ae",
        "%ff%fe",
        "%",
        "%zz",
        "%25",
        "a%0d%0aX-Injected:%201",
        "%F0%9F%98%80",
        "%C4%B0",
        "<script>",
        "'%22;--",
        "-1",
        "0",
        "1e999",
        "NaN",
        "true",
        "99999999999999999999",
        "1000",
        "%5B%5D",
        "HEAD~1000000",
        "r1",
        "r99999999999999999999",
        "@%7Bu%7D",
        "latest",
        "latest%5E%7Btree%7D",
        "refs%2Fheads%2Fmain",
        "0000000000000000000000000000000000000000",
        ":%2F",
        "run_00000000000000000000000000000000",
        "2026-13-45",
        "%2B999999999-12-31",
        "%2B1000000000-01-01T00:00:00Z",
        "-999999999-01-01",
        "2026-11-01T00:00:00%2B18:00",
        "hello",
        "production",
        "success",
        "api",
        "console",
        "execute",
        "revisions",
        "%E2%80%AE",
        "a".repeat(3000),
        "9".repeat(1200),
    };
    private static final String[] HEADER_VALUES = {
        "",
        "x",
        "respond-async",
        "respond-async, wait=10",
        "1",
        "-1",
        "99999999999999999999999",
        "Bearer ",
        "Bearer rgk_x",
        "Basic eDp5",
        "\u00e4\u00ff",
        "a b",
        "{}",
        "\"",
        "text/event-stream",
        "x".repeat(2000),
    };
    private static final String[] HEADERS = {
        "Last-Event-ID",
        "Prefer",
        "Idempotency-Key",
        "X-Request-Id",
        "Authorization",
        "Accept",
        "Refgate-Trigger",
        "Origin",
        "Cookie",
        "If-None-Match",
        "Range",
        "Expect",
        "X-Forwarded-For",
    };
    private static final String[] TYPES = {
        "application/json",
        "application/json",
        "application/json",
        "application/json; charset=utf-8",
        "APPLICATION/JSON",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        ";",
        "application/json; charset=nothing",
    };
    private static final String[] BODIES = {
        "{}",
        "",
        "{\"inputs\": {\"name\": \"you\"}}",
        "{\"inputs\": {\"name\": \"you\"}, \"streaming\": true}",
        "{",
        "[]",
        "null",
        "\"x\"",
        "{\"inputs\": []}",
        "{\"inputs\": {\"name\": 1}}",
        "{\"inputs\": {\"name\": null}}",
        "{\"inputs\": {\"other\": 1}}",
        "{\"streaming\": \"yes\"}",
        "{\"inputs\": {\"name\": \"\\ud800\"}}",
        "{\"inputs\": {\"\\udc00\": 1}}",
        "{\"inputs\": {\"name\": \"\\u0000\"}}",
        "{\"inputs\": {\"name\": \"{{ _env }}\"}}",
        "{\"inputs\": {\"__proto__\": {}}}",
        "{\"inputs\": {}, \"inputs\": {}}",
        "{\"inputs\": {\"name\": \"\u00ff\u00fe\"}}",
        "\u00ef\u00bb\u00bf{}",
        "{\"inputs\": {\"name\": 1e400}}",
        "{\"inputs\": {\"name\": -" + "9".repeat(1100) + "}}",
        "{\"inputs\": {\"name\": " + "[".repeat(5000) + "}}",
        "[".repeat(100_000),
        "{\"inputs\": {\"name\": \"" + "x".repeat(200_000) + "\"}}",
        "{\"a\":".repeat(199) + "1" + "}".repeat(199),
        "{\"inputs\": {\"name\": \"\u00ed\u00a0\u0080\"}}",
        "{\"inputs\": {\"name\": 0.1e-99999999}}",
    };

    @TempDir
    private static Path folder;

    @TempDir
    private static Path data;

    private static TestServer server;

    @TempDir
    private Path lockedData;

    private final List<String> harm = new ArrayList<>();
    private final Set<Integer> statuses = new TreeSet<>();
    private TestServer asked = server;
    private String key = "";
    private int rounds = ROUNDS;
    private final Random random = new Random(20_260_101);

    @BeforeAll
    static void serve() {
        Samples.hello(folder);
        server = TestServer.serve(folder, Map.of("REFGATE_ENV__PRODUCTION__TOKEN", "very-secret-value"), data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void nothingThatIsSentHarmsTheServer() {
        sendToAllRoutes();

        assertThat(harm).isEmpty();
        assertThat(server.get("/health/ready").status()).isEqualTo(200);
        assertThat(server.http().runsInFlight()).isZero();
    }

    /** Whatever a key may do, and without one. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", "read", "write", "admin", "execute:production", "promote:staging", "execute:*", "promote:*"})
    void norWithAKeyOfAnyScopeOrWithout(String scope) {
        rounds = ROUNDS / 8;
        Map<String, String> keys = scope.isEmpty() ? Map.of("other", "read") : Map.of("mine", scope);
        try (TestServer locked = TestServer.of(folder)
                .variables(Map.of("REFGATE_ENV__PRODUCTION__TOKEN", "very-secret-value"))
                .data(lockedData)
                .keys(keys)
                .start()) {
            asked = locked;
            key = scope.isEmpty() ? "" : locked.key("mine");
            sendToAllRoutes();

            assertThat(harm).isEmpty();
            assertThat(statuses).as("some of it is refused").containsAnyOf(401, 403, 429);
            assertThat(locked.get("/health/ready").status()).isEqualTo(200);
            assertThat(locked.http().runsInFlight()).isZero();
        }
    }

    private void sendToAllRoutes() {
        Map<?, ?> paths = (Map<?, ?>) server.get("/openapi.json").at("paths");
        paths.forEach((path, operations) -> ((Map<?, ?>) operations).forEach((method, operation) -> {
            for (int round = 0; round < rounds; round++) {
                send(method.toString().toUpperCase(Locale.ROOT), path.toString(), (Map<?, ?>) operation);
            }
        }));
    }

    private void send(String documented, String path, Map<?, ?> operation) {
        String method =
                chance(30) ? pick("HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "get", "X") : documented;
        String target = target(path, operation);
        String body = documented.equals("POST") || chance(20) ? pick(BODIES) : "";
        StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
        if (!body.isEmpty() || documented.equals("POST")) {
            request.append("Content-Type: ").append(pick(TYPES)).append("\r\n");
            request.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        if (!key.isEmpty()) {
            request.append("Authorization: Bearer ").append(key).append("\r\n");
        }
        for (int more = random.nextInt(3); more > 0; more--) {
            request.append(pick(HEADERS))
                    .append(": ")
                    .append(pick(HEADER_VALUES))
                    .append("\r\n");
        }
        request.append("Connection: close\r\n\r\n").append(body);
        String shown = method + " " + target + " " + request.substring(0, Math.min(400, request.length()));
        String answer;
        try {
            answer = asked.raw(request.toString());
        } catch (UncheckedIOException e) {
            // Who expects to be asked for the body, and sends it all the same, may find the connection closed.
            assertThat(request).as(shown).contains("Expect: ");
            return;
        }
        try {
            int status = check(method, answer, operation, shown);
            statuses.add(status);
            boolean open = asked == server || !key.isEmpty() || List.of().equals(operation.get("security"));
            assertThat(open || status >= 300 || method.equals("OPTIONS"))
                    .as("without a key: " + shown + "\n" + answer)
                    .isTrue();
        } catch (AssertionError e) {
            harm.add(e.getMessage());
        }
    }

    private String target(String path, Map<?, ?> operation) {
        String target = path;
        List<String> query = new ArrayList<>();
        for (Object each : operation.get("parameters") instanceof List<?> list ? list : List.of()) {
            Map<?, ?> parameter = (Map<?, ?>) each;
            String name = parameter.get("name").toString();
            String value = pick(VALUES);
            switch (parameter.get("in").toString()) {
                case "path" ->
                    target =
                            target.replace("{" + name + "}", chance(2) && name.equals("workflow_id") ? "hello" : value);
                case "query" -> {
                    if (chance(3)) {
                        query.add(name + "=" + value);
                    }
                    if (chance(40)) {
                        query.add(name + "=" + value);
                    }
                }
                default -> {}
            }
        }
        if (chance(40)) {
            target += pick("/", "/..", "/../../x", "//", "/%2e%2e/", ";x=y", "%00");
        }
        return query.isEmpty() ? target : target + "?" + String.join("&", query);
    }

    private static int check(String method, String answer, Map<?, ?> operation, String request) {
        assertThat(answer)
                .as(request)
                .startsWith("HTTP/1.1 ")
                .doesNotContain("very-secret-value", "\tat ", "java.lang");
        int end = answer.indexOf("\r\n\r\n");
        String head = answer.substring(0, end);
        int status = Integer.parseInt(head.substring(9, 12));
        assertThat(status).as(request + "\n" + answer).isLessThan(500);
        assertThat(head).as(request).doesNotContainIgnoringCase("\nX-Injected").contains("X-Request-Id: ");
        if (status >= 400 && !method.equals("HEAD")) {
            assertThat(head).as(request).contains("application/json");
            assertError(Json.read(answer.substring(end + 4).getBytes(StandardCharsets.UTF_8)), request);
        } else if (status < 400 && !method.equals("HEAD") && !method.equals("OPTIONS")) {
            assertThat(((Map<?, ?>) operation.get("responses")).containsKey(Integer.toString(status)))
                    .as(request + "\n" + head)
                    .isTrue();
        }
        return status;
    }

    private static void assertError(Object body, String request) {
        assertThat(body).as(request).isInstanceOf(Map.class);
        Object detail = ((Map<?, ?>) body).get("detail");
        if (detail instanceof List<?> list) {
            assertThat(list)
                    .as(request)
                    .isNotEmpty()
                    .allSatisfy(each ->
                            assertThat(((Map<?, ?>) each).keySet().toString()).isEqualTo("[loc, msg, type]"));
        } else {
            assertThat(detail).as(request).isInstanceOf(String.class);
        }
    }

    private boolean chance(int oneOf) {
        return random.nextInt(oneOf) == 0;
    }

    private String pick(String... all) {
        return all[random.nextInt(all.length)];
    }
}
