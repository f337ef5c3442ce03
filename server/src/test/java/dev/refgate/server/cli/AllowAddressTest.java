package dev.refgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --allow-address}, with a server on loopback: the only address that these tests name. */
class AllowAddressTest {
    @TempDir
    private Path temp;

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;
    private PlainGit git;

    @BeforeEach
    void create() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{\"ok\": true}".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.start();
        git = Samples.hello(temp.resolve("repository"));
        git.write("workflows/call/workflow.yml", """
                version: 1
                blocks: [{ id: ask, type: http, url: "%s" }]
                outputs: { ok: "{{ ask.output.body.ok }}" }
                """.formatted(
                        "http://127.0.0.1:" + server.getAddress().getPort()));
        git.commit("Call a server");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void withoutItThisMachineIsNotCalled() {
        Cmd run = run(Map.of());

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.out())
                .contains("the address 127.0.0.1 is refused: it is this machine itself")
                .contains("--allow-address loopback");
        assertThat(requests).hasValue(0);
    }

    @Test
    void theOptionOrTheVariableAllowsIt() {
        assertThat(run(Map.of(), "--allow-address", "loopback").code()).isZero();
        assertThat(run(Map.of(), "--allow-address", "10.0.0.0/8,127.0.0.1").code())
                .isZero();
        assertThat(run(Map.of("REFGATE_ALLOW_ADDRESS", "private, 127.0.0.0/8")).code())
                .isZero();
        assertThat(requests).hasValue(3);
    }

    @Test
    void whatIsNoAddressIsRefused() {
        Cmd run = run(Map.of(), "--allow-address", "intranet.example");

        assertThat(run.code()).isNotZero();
        assertThat(run.err()).contains("allowed address: intranet.example (expected loopback, private, an address");
    }

    private Cmd run(Map<String, String> variables, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("run", "--repository", git.folder().toString(), "--environment", "development", "call"));
        arguments.addAll(List.of(more));
        return Cmd.runWithVariables(variables, arguments.toArray(String[]::new));
    }
}
