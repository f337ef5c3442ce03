package dev.refgate.server.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The database's own limit stands for the disk's: what SQLite does then is the same, on every machine. */
@Timeout(120)
class FullDiskTest {
    private static final String PRODUCTION = "?environment=production";
    private static final String LARGE = "x".repeat(20_000);

    /** More than a row has place for, so that it needs many pages of the database at once. */
    private static final String LARGE_OUTPUT = """
            version: 1
            blocks:
              - { id: text, type: javascript, source: "export default () => 'x'.repeat(300000)" }
            outputs:
              text: "{{ text.output }}"
            """;

    @TempDir
    private Path folder;

    @TempDir
    private Path data;

    private TestServer server;

    @BeforeEach
    void serve() {
        PlainGit git = Samples.hello(folder)
                .write("workflows/wait/workflow.yml", Samples.WAITING)
                .write("workflows/large/workflow.yml", LARGE_OUTPUT);
        Samples.pointAll(git, git.commit("Add more workflows"));
        server = TestServer.serve(git.folder(), Map.of(), data);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void callersAreToldAndNothingHalfIsWrittenAndItGoesOnWhenThereIsRoom() {
        List<Object> answered = new ArrayList<>();
        answered.add(server.execute("hello", PRODUCTION, Map.of("name", LARGE)).at("run_id"));
        pragma("max_page_count = " + (pragma("page_count") + 20));

        Answer refused = await().until(() -> call(answered), answer -> answer.status() != 200);
        Answer effects = server.execute("wait", PRODUCTION, Map.of("wait", 1, "text", LARGE));
        Answer keyed = server.executeOnce("k", "hello", PRODUCTION, Map.of("name", LARGE))
                .join();

        for (Answer answer : List.of(refused, effects, keyed)) {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("1");
            assertThat((String) answer.at("detail"))
                    .contains("the run log cannot be written: the disk of --data is full");
        }
        assertThat(ids()).as("reading goes on").containsExactlyInAnyOrderElementsOf(answered);
        assertThat(text("SELECT group_concat(integrity_check) FROM pragma_integrity_check"))
                .isEqualTo("ok");

        pragma("max_page_count = 1000000");
        assertThat(server.get("/health/ready").status()).isEqualTo(200);
        answered.add(server.execute("wait", PRODUCTION, Map.of("wait", 1, "text", LARGE))
                .at("run_id"));
        Answer again = server.executeOnce("k", "hello", PRODUCTION, Map.of("name", LARGE))
                .join();
        answered.add(again.at("run_id"));

        assertThat(again.status()).isEqualTo(200);
        assertThat(ids()).containsExactlyInAnyOrderElementsOf(answered);
        assertThat(server.get("/health/ready").status()).isEqualTo(200);
    }

    @Test
    void aRunOfWhichTheEndFoundNoRoomIsOnRecordAsItWasAnswered() {
        pragma("max_page_count = " + (pragma("page_count") + 20));

        Answer answer = server.executeOnce("k", "large", PRODUCTION, Map.of()).join();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("status")).isEqualTo("interrupted");
        assertThat((String) answer.at("error", "message"))
                .contains("the run ended, but how could not be recorded", "the disk of --data is full");
        Answer recorded = server.get("/v2/runs/" + answer.at("run_id"));
        assertThat(recorded.at("status")).isEqualTo("interrupted");
        assertThat(recorded.at("error", "message")).isEqualTo(answer.at("error", "message"));

        pragma("max_page_count = 1000000");
        Answer again = server.executeOnce("k", "large", PRODUCTION, Map.of()).join();

        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.at("run_id")).isEqualTo(answer.at("run_id"));
        assertThat(again.at("status")).isEqualTo("interrupted");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(text("SELECT group_concat(status) FROM runs"))
                        .isEqualTo("interrupted"));
    }

    private Answer call(List<Object> answered) {
        Answer answer = server.execute("hello", PRODUCTION, Map.of("name", LARGE));
        if (answer.status() == 200) {
            answered.add(answer.at("run_id"));
        }
        return answer;
    }

    private List<Object> ids() {
        List<Object> ids = new ArrayList<>();
        ((List<?>) server.get("/v2/runs?limit=100").at("data"))
                .forEach(run -> ids.add(((Map<?, ?>) run).get("run_id")));
        return ids;
    }

    private long pragma(String pragma) {
        return server.database()
                .writing()
                .withHandle(handle ->
                        handle.createQuery("PRAGMA " + pragma).mapTo(Long.class).one());
    }

    private String text(String sql) {
        return server.database()
                .reading()
                .withHandle(
                        handle -> handle.createQuery(sql).mapTo(String.class).one());
    }
}
