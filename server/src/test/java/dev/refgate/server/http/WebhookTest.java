package dev.refgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.json.Json;
import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import dev.refgate.server.webhook.Signing;
import dev.refgate.server.webhook.Webhooks;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that others start. */
@Timeout(120)
class WebhookTest {
    private static final String SECRET = "the senders' secret";

    @TempDir
    private Path folder;

    private PlainGit git;
    private TestServer server;

    @BeforeEach
    void serve() throws Exception {
        git = Samples.hello(folder.resolve("repository"))
                .write("workflows/mapped/workflow.yml", """
                        version: 1
                        inputs:
                          title: { type: string }
                          event: { type: string, default: none }
                        triggers:
                          - webhook:
                              inputs:
                                title: "{{ webhook_body.issue.title }}"
                                event: "{{ webhook_headers['x-github-event'] | default('none') }}"
                        blocks:
                          - { id: copy, type: text, value: "{{ inputs.event }}: {{ inputs.title }}" }
                        """)
                .write("workflows/whole/workflow.yml", """
                        version: 1
                        inputs:
                          webhook_body: {}
                          webhook_headers: { type: object }
                        triggers:
                          - webhook: {}
                        blocks:
                          - { id: copy, type: json, value: { body: "{{ inputs.webhook_body }}", headers: "{{ inputs.webhook_headers }}" } }
                        """);
        git.write("workflows/small/workflow.yml", """
                version: 1
                inputs:
                  webhook_body: {}
                triggers:
                  - webhook: { max_body: 2KiB }
                blocks:
                  - { id: copy, type: text, value: ok }
                """);
        Samples.pointAll(git, git.commit("Add workflows"));
        git.write("workflows/mapped/workflow.yml", Samples.workflow("Hello")).commit("Change development");
        server = TestServer.of(git.folder())
                .variables(Map.of("REFGATE_ENV__PRODUCTION__SENDER", SECRET))
                .data(Files.createDirectory(folder.resolve("data")))
                .keys(Map.of("reader", "read"))
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void inputsAreMappedFromTheBodyAndProductionIsRun() {
        String path = create("mapped", Signing.NONE, true).path();

        Answer answer = post(path, "{\"issue\": {\"title\": \"Broken\"}}", "X-GitHub-Event", "issues");

        assertThat(answer.status()).as("" + answer).isEqualTo(200);
        assertThat(answer.at("outputs")).isEqualTo(Map.of("copy", "issues: Broken"));
        assertThat(answer.at("environment")).isEqualTo("production");
        Answer logged = get("/v2/runs/" + answer.at("run_id"));
        assertThat(logged.at("trigger")).isEqualTo("webhook");
        assertThat((String) logged.at("actor")).startsWith("webhook:");
    }

    @Test
    void aWebhookMayHaveALimitOfItsOwn() {
        String path = create("small", Signing.NONE, true).path();

        Answer fits = post(path, "x".repeat(2 << 10), "Content-Type", "text/plain");
        Answer tooLarge = post(path, "x".repeat((2 << 10) + 1), "Content-Type", "text/plain");

        assertThat(fits.status()).as("" + fits).isEqualTo(200);
        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat((String) tooLarge.at("detail")).contains("2048", "max_body");
    }

    @Test
    void theWholeRequestComesAsInputs() {
        String path = create("whole", Signing.NONE, true).path();

        Answer json = post(path, "[1, {\"a\": null}]", "Authorization", "Bearer mine");
        Answer form = post(path, "a=1&b=x%20y&b=z", "Content-Type", "application/x-www-form-urlencoded");
        Answer text = post(path, "gr\u00fc\u00dfe", "Content-Type", "text/plain; charset=utf-8");

        assertThat(Json.write(json.at("outputs", "copy", "body"))).isEqualTo("[1,{\"a\":null}]");
        assertThat(json.at("outputs", "copy", "headers").toString())
                .contains("content-type")
                .doesNotContain("authorization", "Bearer mine");
        assertThat(form.at("outputs", "copy", "body")).isEqualTo(Map.of("a", "1", "b", List.of("x y", "z")));
        assertThat(text.at("outputs", "copy", "body")).isEqualTo("gr\u00fc\u00dfe");
    }

    @Test
    void whatCannotBeMappedIsTheSendersMistake() {
        String path = create("mapped", Signing.NONE, true).path();

        assertThat(post(path, "{\"issue\": 1}").status()).isEqualTo(422);
        assertThat(post(path, "{\"issue\": {\"title\": 5}}").at("detail", 0, "loc"))
                .isEqualTo(List.of("body", "inputs", "title"));
        assertThat(post(path, "{").status()).isEqualTo(400);
        assertThat(post(path, "a=%zz", "Content-Type", "application/x-www-form-urlencoded")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void nobodyLearnsWhatIsThere() {
        Webhooks.Created mapped = create("mapped", Signing.NONE, true);
        Webhooks.Created undeclared = create("hello", Signing.NONE, true);
        Webhooks.Created revoked = create("mapped", Signing.NONE, true);
        server.webhooks().revoke(revoked.webhook().id());
        Webhooks.Created rotated = server.webhooks().rotate(mapped.webhook().id());

        List<Answer> answers = List.of(
                post("/v1/workflows/mapped/webhook/nothing", "{}"),
                post("/v1/workflows/not-there/webhook/" + rotated.token(), "{}"),
                post("/v1/workflows/whole/webhook/" + rotated.token(), "{}"),
                post(undeclared.path(), "{}"),
                post(revoked.path(), "{}"),
                post(mapped.path(), "{}"));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body()).isEqualTo(answers.get(0).body());
        });
        assertThat(post(rotated.path(), "{\"issue\": {\"title\": \"t\"}}").status())
                .isEqualTo(200);
    }

    @Test
    void withoutWaitingTheAnswerComesAtOnce() {
        Answer accepted = post(create("mapped", Signing.NONE, false).path(), "{\"issue\": {\"title\": \"t\"}}");

        assertThat(accepted.status()).isEqualTo(202);
        Awaitility.await()
                .until(() -> "success".equals(get(accepted.header("Location")).at("status")));
    }

    @Test
    void aRepeatedDeliveryGetsTheFirstAnswer() {
        String path = create("mapped", Signing.NONE, true).path();

        Answer first = post(path, "{\"issue\": {\"title\": \"t\"}}", "X-GitHub-Delivery", "d-1");
        Answer again = post(path, "{\"issue\": {\"title\": \"t\"}}", "X-GitHub-Delivery", "d-1");
        Answer next = post(path, "{\"issue\": {\"title\": \"t\"}}", "X-GitHub-Delivery", "d-2");

        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(next.at("run_id")).isNotEqualTo(first.at("run_id"));
    }

    @Test
    void signaturesAreChecked() {
        String body = "{\"id\": \"evt_1\", \"issue\": {\"title\": \"t\"}}";
        long now = Instant.now().getEpochSecond();

        String github = create("mapped", Signing.GITHUB, true).path();
        assertThat(post(github, body, "X-Hub-Signature-256", "sha256=" + hmac(body))
                        .status())
                .isEqualTo(200);
        assertThat(post(github, body, "X-Hub-Signature-256", "sha256=" + hmac(body + " "))
                        .status())
                .isEqualTo(401);
        assertThat(post(github, body).status()).isEqualTo(401);

        String plain = create("mapped", Signing.PLAIN, true).path();
        assertThat(post(plain, body, "X-Signature", hmac(body)).status()).isEqualTo(200);
        assertThat(post(plain, body, "X-Signature", hmac("")).status()).isEqualTo(401);

        String stripe = create("mapped", Signing.STRIPE, true).path();
        Answer first = post(stripe, body, "Stripe-Signature", stripe(now, body));
        Answer again = post(stripe, body, "Stripe-Signature", stripe(now + 1, body));
        assertThat(first.status()).isEqualTo(200);
        assertThat(again.at("run_id")).as("the same event").isEqualTo(first.at("run_id"));
        assertThat(post(stripe, body, "Stripe-Signature", stripe(now - 3_600, body))
                        .status())
                .isEqualTo(401);
        assertThat(post(stripe, body, "Stripe-Signature", "t=" + now + ",v1=00").status())
                .isEqualTo(401);
    }

    @Test
    void aTemplateThatNamesWhatAWebhookDoesNotHaveIsFound() {
        git.write("workflows/wrong/workflow.yml", """
                version: 1
                inputs: { title: { type: string } }
                triggers: [ { webhook: { inputs: { title: "{{ inputs.title }}" } } } ]
                blocks: [ { id: copy, type: text, value: a } ]
                """);
        Samples.pointAll(git, git.commit("Add wrong"));

        Answer shown = get("/v2/workflows/wrong?environment=production");

        assertThat(shown.at("data", "problems").toString()).contains("unknown name \"inputs\"", "webhook_body");
    }

    private Webhooks.Created create(String workflow, Signing signing, boolean waits) {
        Optional<String> setting = signing == Signing.NONE ? Optional.empty() : Optional.of("SENDER");
        return server.webhooks().create(workflow, signing, setting, waits);
    }

    private Answer post(String path, String body, String... headers) {
        HttpRequest.Builder request = server.request(path).POST(BodyPublishers.ofString(body));
        if (headers.length == 0 || !headers[0].equals("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        return server.send(
                headers.length == 0 ? request.build() : request.headers(headers).build());
    }

    private Answer get(String path) {
        return server.send(server.request(path)
                .header("Authorization", "Bearer " + server.key("reader"))
                .build());
    }

    private static String stripe(long time, String body) {
        return "t=" + time + ",v1=00,v1=" + hmac(time + "." + body);
    }

    private static String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
