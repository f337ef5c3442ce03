package dev.refgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.Refgate;
import dev.refgate.client.ClientOptions;
import dev.refgate.client.ExecuteAnswer;
import dev.refgate.client.ExecuteCall;
import dev.refgate.client.RunStream;
import dev.refgate.client.StreamedEvent;
import dev.refgate.repository.WorkflowId;
import dev.refgate.run.RunStatus;
import dev.refgate.server.json.Json;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.RefgateJar;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.ServerProcess;
import dev.refgate.testing.Jvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the hosted product's pages show, sent to the jar that people download: only the address differs. */
@Timeout(180)
class ScoutExamplesIT {
    private static final String WORKFLOW = "wf_support_triage";
    private static final String KEY = "rgk_a-key-that-nobody-can-guess";

    /** As the page has it, line breaks included. */
    private static final String PRODUCTION_BODY = """
            {
                "inputs": {
                  "ticket_id": "TKT-4821",
                  "subject": "Cannot access billing portal",
                  "body": "I have been trying to log in to the billing portal for two days and keep getting a 403 error.",
                  "customer_email": "jane.doe@example.com"
                },
                "streaming": false
              }""";

    private static final String STAGING_BODY =
            "{\"inputs\": {\"ticket_id\": \"TKT-9999\", \"subject\": \"smoke test\", \"body\": \"This is a staging smoke"
                    + " test.\", \"customer_email\": \"test@example.com\"}}";

    private static final Map<String, Object> INPUTS = new TreeMap<>(Map.of(
            "ticket_id",
            "TKT-4821",
            "subject",
            "Cannot access billing portal",
            "body",
            "I have been trying to log in to the billing portal for two days and keep getting a 403 error.",
            "customer_email",
            "jane.doe@example.com"));

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private Path data;
    private ServerProcess server;

    @BeforeEach
    void serve() throws IOException {
        PlainGit git = PlainGit.init(folder.resolve("repository")).write("refgate.yml", Samples.POLICY);
        Path triage = Samples.SUPPORT_TRIAGE.resolve("workflows/support-triage");
        git.write("workflows/" + WORKFLOW + "/workflow.yml", Files.readString(triage.resolve("workflow.yml")));
        git.write("workflows/wf_intake/workflow.yml", """
                version: 1
                inputs:
                  webhook_body: { type: object }
                triggers:
                  - webhook: {}
                blocks:
                  - { id: form, type: json, value: "{{ inputs.webhook_body }}" }
                """);
        Samples.pointAll(git, git.commit("Add the examples' workflows"));
        data = folder.resolve("data");
        server = ServerProcess.serve(
                RefgateJar.program(),
                git.folder().toString(),
                Map.of("REFGATE_ADMIN_KEY", KEY),
                "--data",
                data.toString(),
                "--allow-ephemeral");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void curlOfProduction() throws Exception {
        Map<?, ?> answer =
                object(curl("/v2/workflows/" + WORKFLOW + "/execute?environment=production", PRODUCTION_BODY));

        assertThat((String) answer.get("run_id")).startsWith("run_");
        assertThat(answer.get("status")).isEqualTo("success");
        assertThat((Long) answer.get("duration_ms")).isNotNegative();
        assertThat((Map<?, ?>) answer.get("outputs"))
                .extracting("ticket_id", "urgency", "routed_to", "status")
                .containsExactly("TKT-4821", "high", "billing-support", "processed");
    }

    @Test
    void curlOfStaging() throws Exception {
        Map<?, ?> answer = object(curl("/v2/workflows/" + WORKFLOW + "/execute?environment=staging", STAGING_BODY));

        assertThat(answer.get("status")).isEqualTo("success");
        assertThat(answer.get("environment")).isEqualTo("staging");
        assertThat(((Map<?, ?>) answer.get("outputs")).get("ticket_id")).isEqualTo("TKT-9999");
    }

    @Test
    void aServiceThatSendsAWebhook() throws Exception {
        String path = createWebhook();

        HttpResponse<byte[]> accepted = client.send(
                HttpRequest.newBuilder(URI.create(server.address() + path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"form\": {\"name\": \"Jane\"}}"))
                        .build(),
                BodyHandlers.ofByteArray());

        assertThat(accepted.statusCode()).isEqualTo(202);
        String run = accepted.headers().firstValue("Location").orElseThrow();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> "success".equals(object(get(run)).get("status")));
        assertThat(object(get(run)).get("outputs")).isEqualTo(Map.of("form", Map.of("form", Map.of("name", "Jane"))));
    }

    /** {@code client.workflows.execute(…)} of Python: its {@code result.outputs}. */
    @Test
    void pythonsExecute() throws Exception {
        String body = Json.write(Map.of("inputs", INPUTS, "streaming", false));
        HttpRequest request = sdk("/v2/workflows/" + WORKFLOW + "/execute?environment=production", body)
                .header("Accept", "*/*")
                .header("Accept-Encoding", "gzip, deflate")
                .header("User-Agent", "scoutos/3.0.0")
                .header("X-Fern-Language", "Python")
                .header("X-Fern-SDK-Name", "scoutos")
                .build();

        Map<?, ?> result = object(client.send(request, BodyHandlers.ofByteArray()));

        Map<?, ?> outputs = (Map<?, ?>) result.get("outputs");
        assertThat(outputs.get("urgency")).isEqualTo("high");
        assertThat(outputs.get("routed_to")).isEqualTo("billing-support");
    }

    /** {@code client.workflows.runStream(…)} of TypeScript, read line by line as that reads it. */
    @Test
    void typescriptsStream() throws Exception {
        String body = Json.write(Map.of("inputs", INPUTS, "streaming", true));
        HttpRequest request = sdk("/v2/workflows/" + WORKFLOW + "/execute?environment=production", body)
                .header("Accept", "*/*")
                .header("User-Agent", "scoutos/12.2.0")
                .header("X-Fern-Language", "JavaScript")
                .header("X-Fern-Runtime", "node")
                .build();

        HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());

        assertThat(response.statusCode()).isEqualTo(200);
        List<Map<?, ?>> events = events(new String(response.body(), StandardCharsets.UTF_8));
        assertThat(events.get(0).get("name")).isEqualTo("workflow_run_started");
        Map<?, ?> last = events.get(events.size() - 1);
        assertThat(last.get("name")).isEqualTo("workflow_run_completed");
        assertThat((Map<?, ?>) ((Map<?, ?>) last.get("data")).get("output"))
                .extracting("urgency", "routed_to")
                .containsExactly("high", "billing-support");
    }

    /** {@code client.workflows.runWithConfig(…)} of TypeScript: a configuration that is saved nowhere. */
    @Test
    void typescriptsRunWithConfig() throws Exception {
        String body = Json.write(Map.of(
                "workflow_key",
                "is-it-open",
                "workflow_config",
                Map.of(
                        "workflow_display_name",
                        "Is it open?",
                        "blocks",
                        List.of(
                                Map.of(
                                        "block_id",
                                        "open",
                                        "block_archetype_id",
                                        "com.scoutos.continue_if",
                                        "block_display_name",
                                        "Open?",
                                        "block_config",
                                        List.of(),
                                        "block_inputs",
                                        Map.of("condition", "{{ inputs.ticket_id == 'TKT-4821' }}"),
                                        "is_output",
                                        true,
                                        "dependencies",
                                        List.of(Map.of("block_id", "inputs")),
                                        "ui",
                                        Map.of("position", Map.of("x", 1, "y", 2))),
                                inputsBlock())),
                "inputs",
                Map.of("ticket_id", "TKT-4821")));
        HttpRequest request = sdk("/v2/workflows/execute", body)
                .header("Accept", "*/*")
                .header("User-Agent", "scoutos/12.2.0")
                .header("X-Fern-Language", "JavaScript")
                .build();

        Map<?, ?> answer = object(client.send(request, BodyHandlers.ofByteArray()));

        Map<?, ?> run = (Map<?, ?>) answer.get("run");
        assertThat(run.get("stop_reason")).isEqualTo("workflow_run_completed");
        assertThat(((Map<?, ?>) run.get("state")).get("open").toString()).contains("evaluated_condition=true");
        assertThat(answer.get("workflow_id")).isEqualTo("ephemeral");
    }

    private static Map<String, Object> inputsBlock() {
        return Map.of(
                "block_id",
                "inputs",
                "block_archetype_id",
                "com.scoutos.input",
                "block_display_name",
                "Inputs",
                "block_inputs",
                Map.of("items", List.of(Map.of("key", "ticket_id", "display_name", "Id", "input_type", "short_text"))));
    }

    @Test
    void theClientOfThisProject() {
        ExecuteAnswer result = Refgate.client(ClientOptions.of(server.address()).withApiKey(Optional.of(KEY)))
                .execute(ExecuteCall.in("production", new WorkflowId(WORKFLOW), INPUTS));

        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS.word());
        assertThat(result.outputs()).containsEntry("urgency", "high").containsEntry("routed_to", "billing-support");
    }

    @Test
    void theStreamOfTheClientOfThisProject() {
        List<String> names = new ArrayList<>();

        try (RunStream stream =
                Refgate.client(ClientOptions.of(server.address()).withApiKey(Optional.of(KEY))).stream(
                        ExecuteCall.in("production", new WorkflowId(WORKFLOW), INPUTS))) {
            for (Optional<StreamedEvent> event = stream.next(); event.isPresent(); event = stream.next()) {
                names.add(event.get().name());
                if (event.get().isLast()) {
                    assertThat((Map<?, ?>) event.get().data().get("output"))
                            .extracting("urgency", "routed_to")
                            .containsExactly("high", "billing-support");
                }
            }
        }

        assertThat(names)
                .startsWith("workflow_run_started")
                .contains("block_run_completed")
                .endsWith("workflow_run_completed");
    }

    private HttpResponse<byte[]> curl(String path, String body) throws Exception {
        return client.send(
                sdk(path, body)
                        .header("Accept", "*/*")
                        .header("User-Agent", "curl/8.5.0")
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.address() + path))
                        .header("Authorization", "Bearer " + KEY)
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder sdk(String path, String body) {
        return HttpRequest.newBuilder(URI.create(server.address() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private String createWebhook() throws Exception {
        List<String> command = Jvm.command(RefgateJar.program());
        command.addAll(List.of("webhook", "create", "wf_intake", "--data", data.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines()
                .flatMap(line -> List.of(line.split("\\s+")).stream())
                .filter(word -> word.startsWith("/v1/workflows/wf_intake/webhook/"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(output));
    }

    /** What stands behind the first {@code data:} of a line, until one says {@code [DONE]}. */
    private static List<Map<?, ?>> events(String stream) {
        List<Map<?, ?>> events = new ArrayList<>();
        for (String line : stream.split("\n", -1)) {
            int data = line.indexOf("data:");
            if (data >= 0) {
                String payload = line.substring(data + "data:".length());
                if (payload.contains("[DONE]")) {
                    return events;
                }
                events.add((Map<?, ?>) Json.read(payload.strip().getBytes(StandardCharsets.UTF_8)));
            }
        }
        throw new AssertionError("the stream has no end: " + stream);
    }

    private static Map<?, ?> object(HttpResponse<byte[]> response) {
        assertThat(response.statusCode())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        return (Map<?, ?>) Json.read(response.body());
    }
}
