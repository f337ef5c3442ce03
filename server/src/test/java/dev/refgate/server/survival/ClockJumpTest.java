package dev.refgate.server.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.EventReader;
import dev.refgate.server.testing.MovableClock;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody sets the machine's clock, or a virtual machine wakes up. */
@Timeout(120)
class ClockJumpTest {
    private static final String PRODUCTION = "?environment=production";

    @TempDir
    private Path folder;

    @TempDir
    private Path data;

    private final MovableClock clock = new MovableClock();
    private TestServer server;

    @BeforeEach
    void serve() {
        PlainGit git = Samples.hello(folder).write("workflows/wait/workflow.yml", Samples.WAITING);
        Samples.pointAll(git, git.commit("Add wait"));
        server = TestServer.of(git.folder())
                .variables(Map.of())
                .clock(clock)
                .data(data)
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, -5, 30, -30, 24 * 400})
    void aRunGoesOnAndTakesAsLongAsItTakes(int hours) {
        try (EventReader stream = server.stream("wait", PRODUCTION, Map.of("wait", 600_000))) {
            stream.next();
            String run = stream.header("Refgate-Run-Id");
            clock.jump(Duration.ofHours(hours));
            Answer during = server.get("/v2/runs/" + run);
            Answer another = server.execute("wait", PRODUCTION, Map.of("wait", 1));
            server.post("/v2/runs/" + run + "/cancel", "{}");
            stream.rest();

            Answer after = server.get("/v2/runs/" + run);

            assertThat(during.at("status")).isEqualTo("running");
            assertThat(another.at("status")).isEqualTo("success");
            assertThat((Long) another.at("duration_ms")).isBetween(0L, 60_000L);
            assertThat(after.at("status")).isEqualTo("cancelled");
            assertThat((Long) after.at("duration_ms")).isBetween(0L, 60_000L);
            assertThat(Instant.parse((String) after.at("ended_at")))
                    .isAfterOrEqualTo(Instant.parse((String) after.at("started_at")));
        }
        assertThat(server.get("/health/ready").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, -5, 30, -30})
    void aCallThatIsSentAgainIsNotRunAgain(int hours) {
        Answer first = server.executeOnce("k", "hello", PRODUCTION, Map.of("name", "Ada"))
                .join();
        clock.jump(Duration.ofHours(hours));

        Answer again = server.executeOnce("k", "hello", PRODUCTION, Map.of("name", "Ada"))
                .join();

        assertThat(first.status()).isEqualTo(200);
        assertThat(again.at("run_id")).isEqualTo(first.at("run_id"));
    }
}
