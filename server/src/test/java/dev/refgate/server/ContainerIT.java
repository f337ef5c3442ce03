package dev.refgate.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import dev.refgate.testing.ContainerImage;
import dev.refgate.testing.RequiresDocker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.ExecConfig;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * refgate.jar on a bare Linux: a user who is not root and may only read the repository, which belongs to root; no HOME,
 * no locale, a root file system that nobody can write; and Git settings on the host that would make Git itself fail.
 */
@RequiresDocker(image = "debian:bookworm-slim")
final class ContainerIT {
    private static final Duration START = Duration.ofMinutes(1);
    private static final int STOP_SECONDS = 30;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TICKET = """
            {"inputs": {"ticket_id": "TKT-4821", "subject": "Cannot access billing portal",
              "body": "I have been trying to log in to the billing portal for two days and keep getting a 403 error.",
              "customer_email": "jane.doe@example.com"}}""";

    private static final ContainerImage IMAGE = new ContainerImage(
                    "refgate-container-it", Path.of("src/test/container/Dockerfile"))
            .with("start.sh", Path.of("src/test/container/start.sh"))
            .with("support-triage", Path.of("../examples/support-triage"))
            .with("refgate.jar", Path.of("target/refgate.jar"));

    private final GenericContainer<?> server = new GenericContainer<>(IMAGE)
            .withTmpFs(Map.of("/tmp", "rw", "/repository", "rw,mode=0755"))
            .withCreateContainerCmdModifier(command -> command.getHostConfig().withReadonlyRootfs(true))
            .waitingFor(Wait.forSuccessfulCommand("curl -fsS http://127.0.0.1:8080/health/ready"))
            .withStartupTimeout(START);

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void servesARepositoryThatGitItselfWouldRefuse() throws Exception {
        ExecResult git =
                as("refgate", "env", "HOME=/nowhere", "GIT_CONFIG_NOSYSTEM=1", "git", "-C", "/repository", "log");
        assertThat(git.getStderr()).contains("dubious ownership");

        JsonNode answer = execute("production");

        assertThat(answer.path("status").asText()).isEqualTo("success");
        assertThat(answer.path("outputs")).isEqualTo(JSON.readTree("""
                                {"ticket_id": "TKT-4821", "urgency": "high", "routed_to": "billing-support", "status": "processed"}"""));
        assertThat(answer.path("revision_id").asText()).isEqualTo(resolve("env/production"));
    }

    @Test
    void aRefThatPlainGitMovesIsLiveWithinASecond() throws Exception {
        String before = resolve("env/production");
        String after = resolve("env/staging");
        assertThat(execute("production").path("revision_id").asText()).isEqualTo(before);

        git("update-ref", "refs/heads/env/production", after);

        await().atMost(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(
                                execute("production").path("revision_id").asText())
                        .isEqualTo(after));
    }

    @Test
    void endsInOrderWhenItIsToldToStop() {
        DockerClient docker = server.getDockerClient();

        docker.killContainerCmd(server.getContainerId()).withSignal("TERM").exec();
        int code = docker.waitContainerCmd(server.getContainerId())
                .exec(new WaitContainerResultCallback())
                .awaitStatusCode(STOP_SECONDS, TimeUnit.SECONDS);

        assertThat(code).as(server.getLogs()).isIn(0, 143);
        assertThat(server.getLogs()).doesNotContain("Exception");
    }

    private JsonNode execute(String environment) throws Exception {
        String address = "http://127.0.0.1:8080/v2/workflows/support-triage/execute?environment=" + environment;
        ExecResult result = as(
                "refgate", "curl", "-sS", "-X", "POST", "-H", "Content-Type: application/json", "-d", TICKET, address);
        assertThat(result.getExitCode()).as(result.getStderr()).isZero();
        return JSON.readTree(result.getStdout());
    }

    private String resolve(String ref) throws Exception {
        return git("rev-parse", ref);
    }

    private String git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("env", "GIT_CONFIG_NOSYSTEM=1", "git", "-C", "/repository"));
        command.addAll(List.of(arguments));
        ExecResult result = as("root", command.toArray(String[]::new));
        assertThat(result.getExitCode()).as(result.getStderr()).isZero();
        return result.getStdout().strip();
    }

    private ExecResult as(String user, String... command) throws Exception {
        return server.execInContainer(
                ExecConfig.builder().user(user).command(command).build());
    }
}
