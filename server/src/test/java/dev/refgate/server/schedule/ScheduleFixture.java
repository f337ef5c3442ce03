package dev.refgate.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.MovableClock;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A repository with schedules, and what can be seen of them from outside. */
final class ScheduleFixture {
    private final PlainGit git;
    private final Path data;

    ScheduleFixture(Path folder, Path data) {
        this.git = Samples.hello(folder);
        this.data = data;
    }

    Path repository() {
        return git.folder();
    }

    PlainGit git() {
        return git;
    }

    /** A workflow in all environments. */
    void deploy(String workflow, String file) {
        Samples.pointAll(git, commit(workflow, file));
    }

    /** A workflow in development alone. */
    String commit(String workflow, String file) {
        return git.write("workflows/" + workflow + "/workflow.yml", file).commit("Write " + workflow);
    }

    /** A workflow that greets, with these lines below {@code triggers}. */
    static String greeting(String... triggers) {
        return """
                version: 1
                inputs: { name: { type: string, default: World } }
                triggers:
                  %s
                blocks: [ { id: greeting, type: text, value: "Hello {{ inputs.name }}" } ]
                """.formatted(String.join("\n  ", triggers));
    }

    /** A workflow that takes its time. */
    static String waiting(String duration, String... triggers) {
        return """
                version: 1
                triggers:
                  %s
                blocks: [ { id: wait, type: delay, for: %s } ]
                """.formatted(String.join("\n  ", triggers), duration);
    }

    TestServer serve(MovableClock clock) {
        return TestServer.of(repository())
                .variables(Map.of("REFGATE_ENV__PRODUCTION__PLACE", "the place"))
                .data(data)
                .schedules(clock)
                .start();
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
    }

    /** Waits until the server has put a schedule's next time down. */
    void awaitNext(String schedule, String time) {
        await().untilAsserted(() ->
                assertThat(rows()).contains(schedule + " " + Instant.parse(time).toEpochMilli()));
    }

    /** The rows: schedules, and when they come. */
    String rows() throws SQLException {
        StringBuilder rows = new StringBuilder();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT * FROM schedules ORDER BY task_instance")) {
            while (result.next()) {
                rows.append(result.getString("task_instance"))
                        .append(' ')
                        .append(result.getLong("execution_time"))
                        .append('\n');
            }
        }
        return rows.toString();
    }

    /** How many runs are on record of which this holds. */
    int count(String condition) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT COUNT(*) FROM runs WHERE " + condition)) {
            return result.getInt(1);
        }
    }

    int update(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + data.resolve("refgate.db") + "?busy_timeout=10000");
    }

    /** The runs on record that a schedule began, newest first. */
    static List<?> runs(TestServer server, String workflow) {
        Answer answer = server.get("/v2/runs?trigger=schedule&limit=1000&workflow_id=" + workflow);
        assertThat(answer.status()).as("" + answer).isEqualTo(200);
        return (List<?>) answer.at("data");
    }

    static void awaitRuns(TestServer server, String workflow, int count) {
        await().untilAsserted(() -> assertThat(runs(server, workflow)).hasSize(count));
    }

    /** Waits for the end of all of them. */
    static void awaitSuccess(TestServer server, String workflow, int count) {
        await().untilAsserted(() -> assertThat(runs(server, workflow))
                .hasSize(count)
                .allSatisfy(run -> assertThat(((Map<?, ?>) run).get("status")).isEqualTo("success")));
    }

    /** Waits until what is shown of the only trigger of a workflow says this of the last time that came. */
    static Map<?, ?> awaitLast(TestServer server, String workflow, String time, String outcome) {
        await().untilAsserted(() -> assertThat(trigger(server, workflow).get("last_time"))
                .as("" + trigger(server, workflow))
                .isInstanceOf(Map.class)
                .asString()
                .contains(time, outcome));
        return trigger(server, workflow);
    }

    static Map<?, ?> trigger(TestServer server, String workflow) {
        Answer answer = server.get("/v2/triggers?workflow_id=" + workflow);
        assertThat(answer.at("data"))
                .as("" + answer)
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(1);
        return (Map<?, ?>) answer.at("data", 0);
    }

    static String metrics(TestServer server) {
        return new String(server.get("/metrics").body(), StandardCharsets.UTF_8);
    }
}
