package dev.refgate.server.schedule;

import static dev.refgate.server.schedule.ScheduleFixture.await;
import static dev.refgate.server.schedule.ScheduleFixture.awaitLast;
import static dev.refgate.server.schedule.ScheduleFixture.awaitRuns;
import static dev.refgate.server.schedule.ScheduleFixture.awaitSuccess;
import static dev.refgate.server.schedule.ScheduleFixture.greeting;
import static dev.refgate.server.schedule.ScheduleFixture.metrics;
import static dev.refgate.server.schedule.ScheduleFixture.runs;
import static dev.refgate.server.schedule.ScheduleFixture.trigger;
import static dev.refgate.server.schedule.ScheduleFixture.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.MovableClock;
import dev.refgate.server.testing.OwnThread;
import dev.refgate.server.testing.TestServer;
import dev.refgate.server.webhook.Signing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that start by the clock: a real server, a repository that moves, and a clock that the test sets. */
@Timeout(300)
class SchedulesTest {
    @TempDir
    private Path folder;

    @TempDir
    private Path data;

    private ScheduleFixture fixture;

    @BeforeEach
    void repository() {
        fixture = new ScheduleFixture(folder, data);
    }

    @Test
    void aRunStartsWhenItsTimeComesAndIsOnRecordAsTheSchedules() {
        fixture.deploy("nightly", """
                version: 1
                inputs: { name: { type: string }, day: { type: integer } }
                triggers:
                  - cron: "0 8 * * 1-5"
                    timezone: Europe/Berlin
                    inputs: { name: Ada, day: 5 }
                blocks:
                  - { id: here, type: json, value: { name: "{{ inputs.name }}", here: "{{ _env.PLACE == 'the place' }}" } }
                """);
        String live = fixture.git().git("rev-parse", "env/production").strip();
        fixture.commit("nightly", waiting("1s", "- cron: \"0 8 * * 1-5\""));
        MovableClock clock = MovableClock.at("2026-03-06T06:30:00Z");
        try (TestServer server = fixture.serve(clock)) {
            fixture.awaitNext("nightly/production/1", "2026-03-06T07:00:00Z");
            clock.set("2026-03-06T07:00:01Z");
            awaitSuccess(server, "nightly", 1);

            Map<?, ?> run = (Map<?, ?>) runs(server, "nightly").get(0);
            Answer whole = server.get("/v2/runs/" + run.get("run_id"));
            assertThat(whole.at("trigger")).isEqualTo("schedule");
            assertThat(whole.at("actor")).isEqualTo("schedule:nightly/production/1");
            assertThat(whole.at("session_id")).isEqualTo("schedule:nightly/production/1");
            assertThat(whole.at("environment")).isEqualTo("production");
            assertThat(whole.at("revision_id")).isEqualTo(live);
            assertThat(whole.at("inputs")).isEqualTo(Map.of("name", "Ada", "day", 5L));
            assertThat(whole.at("outputs", "here")).isEqualTo(Map.of("name", "Ada", "here", true));
            Map<?, ?> trigger = awaitLast(server, "nightly", "2026-03-06T07:00:00Z", "started");
            assertThat(trigger.get("last_run")).isEqualTo(Map.of("run_id", run.get("run_id"), "status", "success"));
            assertThat(trigger.get("next_times"))
                    .isEqualTo(List.of("2026-03-09T07:00:00Z", "2026-03-10T07:00:00Z", "2026-03-11T07:00:00Z"));
            assertThat(metrics(server))
                    .contains("refgate_schedule_times_total{environment=\"production\",outcome=\"started\","
                            + "workflow=\"nightly\"} 1.0");
        }
    }

    @Test
    void whatTheEnvironmentPointsToNowSaysWhen() {
        fixture.deploy("report", greeting("- cron: \"0 8 * * *\""));
        MovableClock clock = MovableClock.at("2026-03-06T07:30:00Z");
        try (TestServer server = fixture.serve(clock)) {
            fixture.awaitNext("report/production/1", "2026-03-06T08:00:00Z");

            String changed = fixture.commit("report", greeting("- cron: \"0 9 * * *\"", "- cron: \"0 10 * * *\""));
            fixture.git().updateRef("refs/heads/env/production", changed);
            fixture.awaitNext("report/production/1", "2026-03-06T09:00:00Z");
            fixture.awaitNext("report/production/2", "2026-03-06T10:00:00Z");
            clock.set("2026-03-06T09:00:01Z");
            awaitSuccess(server, "report", 1);
            assertThat(((Map<?, ?>) runs(server, "report").get(0)).get("revision_id"))
                    .isEqualTo(changed);

            String gone = fixture.commit("report", greeting("- webhook: {}"));
            fixture.git().updateRef("refs/heads/env/production", gone);
            await().untilAsserted(() -> assertThat(fixture.rows()).isEmpty());
        }
    }

    @Test
    void aTimeIsSkippedWhileTheRunBeforeItRuns() {
        fixture.deploy("long", waiting("10m", "- { cron: \"* * * * *\", environment: staging }"));
        MovableClock clock = MovableClock.at("2026-03-06T08:00:30Z");
        try (TestServer server = fixture.serve(clock)) {
            fixture.awaitNext("long/staging/1", "2026-03-06T08:01:00Z");
            clock.set("2026-03-06T08:01:01Z");
            awaitLast(server, "long", "2026-03-06T08:01:00Z", "started");
            fixture.awaitNext("long/staging/1", "2026-03-06T08:02:00Z");
            clock.set("2026-03-06T08:02:01Z");

            Map<?, ?> skipped = awaitLast(server, "long", "2026-03-06T08:02:00Z", "skipped");

            Map<?, ?> run = (Map<?, ?>) runs(server, "long").get(0);
            assertThat(skipped.get("last_time").toString())
                    .contains(run.get("run_id") + ", the run before it, still runs");
            assertThat(runs(server, "long")).hasSize(1);
            assertThat(metrics(server)).contains("outcome=\"skipped\",workflow=\"long\"} 1.0");

            server.post("/v2/runs/" + run.get("run_id") + "/cancel", "{}");
            await().until(() -> "cancelled"
                    .equals(server.get("/v2/runs/" + run.get("run_id")).at("status")));
            fixture.awaitNext("long/staging/1", "2026-03-06T08:03:00Z");
            clock.set("2026-03-06T08:03:01Z");
            awaitRuns(server, "long", 2);
        }
    }

    @Test
    void runsOverlapWhereTheTriggerAllowsIt() {
        fixture.deploy("long", waiting("10m", "- { cron: \"* * * * *\", overlap: allow }"));
        MovableClock clock = MovableClock.at("2026-03-06T08:00:30Z");
        try (TestServer server = fixture.serve(clock)) {
            fixture.awaitNext("long/production/1", "2026-03-06T08:01:00Z");
            clock.set("2026-03-06T08:01:01Z");
            fixture.awaitNext("long/production/1", "2026-03-06T08:02:00Z");
            clock.set("2026-03-06T08:02:01Z");

            awaitRuns(server, "long", 2);

            assertThat(runs(server, "long"))
                    .allSatisfy(
                            run -> assertThat(((Map<?, ?>) run).get("status")).isEqualTo("running"));
        }
    }

    @Test
    void timesThatPassedWithoutAServerAreNotMadeUpButForALittleLateness() {
        fixture.deploy("hourly", greeting("- cron: \"0 * * * *\""));
        MovableClock clock = MovableClock.at("2026-03-06T07:30:00Z");
        try (TestServer server = fixture.serve(clock)) {
            fixture.awaitNext("hourly/production/1", "2026-03-06T08:00:00Z");
        }

        clock.set("2026-03-06T10:20:00Z");
        try (TestServer server = fixture.serve(clock)) {
            awaitLast(server, "hourly", "2026-03-06T10:00:00Z", "missed");
            assertThat(runs(server, "hourly")).isEmpty();
            assertThat(metrics(server)).contains("outcome=\"missed\",workflow=\"hourly\"} 1.0");
            fixture.awaitNext("hourly/production/1", "2026-03-06T11:00:00Z");
        }

        clock.set("2026-03-06T11:00:20Z");
        try (TestServer server = fixture.serve(clock)) {
            awaitLast(server, "hourly", "2026-03-06T11:00:00Z", "started");
            awaitSuccess(server, "hourly", 1);
        }
    }

    @Test
    void aRunThatACrashCutOffDoesNotStandInTheWay() throws Exception {
        fixture.deploy("long", waiting("10m", "- cron: \"* * * * *\""));
        MovableClock clock = MovableClock.at("2026-03-06T08:00:30Z");
        try (TestServer server = fixture.serve(clock)) {
            fixture.awaitNext("long/production/1", "2026-03-06T08:01:00Z");
            clock.set("2026-03-06T08:01:01Z");
            awaitRuns(server, "long", 1);
            fixture.awaitNext("long/production/1", "2026-03-06T08:02:00Z");
        }
        assertThat(fixture.update("UPDATE runs SET status = 'running', instance = 'dead' WHERE cause = 'schedule'"))
                .isEqualTo(1);

        clock.set("2026-03-06T08:02:01Z");
        try (TestServer server = fixture.serve(clock)) {
            awaitRuns(server, "long", 2);
            assertThat(((Map<?, ?>) runs(server, "long").get(1)).get("status")).isEqualTo("interrupted");
        }
    }

    @Test
    void whatADeadServerHadInHandIsBegunByAnotherAndOnlyOnce() throws Exception {
        fixture.deploy("greet", greeting("- cron: \"0 8 * * *\""));
        MovableClock clock = MovableClock.at("2026-03-06T07:59:00Z");
        try (TestServer server = fixture.serve(clock)) {
            fixture.awaitNext("greet/production/1", "2026-03-06T08:00:00Z");
        }
        // As a server leaves it that dies between taking the row and giving it back: silent since long, but for its
        // word.
        assertThat(
                        fixture.update(
                                "UPDATE schedules SET picked = 1, picked_by = 'dead', version = version + 1, last_heartbeat = 0"))
                .isEqualTo(1);

        clock.set("2026-03-06T08:00:05Z");
        try (TestServer server = fixture.serve(clock)) {
            awaitSuccess(server, "greet", 1);
            String run = (String) ((Map<?, ?>) runs(server, "greet").get(0)).get("run_id");
            fixture.awaitNext("greet/production/1", "2026-03-07T08:00:00Z");
            // The same time again, as if the row had been given back without the run: the run stands for it.
            assertThat(fixture.update("UPDATE schedules SET execution_time = "
                            + Instant.parse("2026-03-06T08:00:00Z").toEpochMilli()))
                    .isEqualTo(1);
            fixture.awaitNext("greet/production/1", "2026-03-07T08:00:00Z");
            assertThat(runs(server, "greet")).hasSize(1);
            assertThat(trigger(server, "greet").get("last_time").toString()).contains("started", run);
        }
    }

    @Test
    void twoServersOnOneDatabaseStartEachTimeOnce() {
        List<String> workflows = List.of("one", "two", "three", "four", "five", "six");
        workflows.forEach(workflow ->
                fixture.deploy(workflow, greeting("- cron: \"* * * * *\"", "  environment: [ production, staging ]")));
        MovableClock clock = MovableClock.at("2026-03-06T08:00:30Z");
        try (TestServer first = fixture.serve(clock);
                TestServer second = TestServer.of(fixture.repository())
                        .variables(Map.of())
                        .beside(data)
                        .schedules(clock)
                        .start()) {
            for (int minute = 1; minute <= 5; minute++) {
                for (String workflow : workflows) {
                    fixture.awaitNext(workflow + "/production/1", "2026-03-06T08:0" + minute + ":00Z");
                    fixture.awaitNext(workflow + "/staging/1", "2026-03-06T08:0" + minute + ":00Z");
                }
                clock.set("2026-03-06T08:0" + minute + ":01Z");
            }
            for (String workflow : workflows) {
                fixture.awaitNext(workflow + "/production/1", "2026-03-06T08:06:00Z");
                fixture.awaitNext(workflow + "/staging/1", "2026-03-06T08:06:00Z");
                awaitSuccess(second, workflow, 10);
            }
            assertThat(first.get("/v2/runs?trigger=schedule&limit=1000").at("data"))
                    .as("six workflows, two environments, five times")
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .hasSize(60);
        }
    }

    @Test
    void whenClocksGoForwardATimeThatIsLeftOutComesAsIfTheyHadNotAndWhenTheyGoBackItComesOnce() {
        fixture.deploy("night", greeting("- { cron: \"30 2 * * *\", timezone: Europe/Berlin }"));
        MovableClock clock = MovableClock.at("2026-03-29T00:59:00Z");
        try (TestServer server = fixture.serve(clock)) {
            fixture.awaitNext("night/production/1", "2026-03-29T01:30:00Z");
            clock.set("2026-03-29T01:30:01Z");
            awaitSuccess(server, "night", 1);

            clock.set("2026-10-25T00:30:01Z");
            awaitLast(server, "night", "2026-10-25T00:30:00Z", "started");
            awaitSuccess(server, "night", 2);
            fixture.awaitNext("night/production/1", "2026-10-26T01:30:00Z");
        }
    }

    @Test
    void aServerThatStopsStartsNothingMoreAndFinishesWhatItStarted() throws Exception {
        fixture.deploy("short", waiting("12s", "- { cron: \"* * * * *\", overlap: allow }"));
        MovableClock clock = MovableClock.at("2026-03-06T08:00:30Z");
        try (TestServer server = fixture.serve(clock)) {
            fixture.awaitNext("short/production/1", "2026-03-06T08:01:00Z");
            clock.set("2026-03-06T08:01:01Z");
            awaitRuns(server, "short", 1);
            fixture.awaitNext("short/production/1", "2026-03-06T08:02:00Z");

            CompletableFuture<Void> stopped =
                    CompletableFuture.runAsync(() -> server.http().stop(Duration.ofSeconds(60)), OwnThread.EXECUTOR);
            await().until(() -> server.get("/health/ready").status() == 503);
            clock.set("2026-03-06T08:02:01Z");
            stopped.join();

            fixture.awaitNext("short/production/1", "2026-03-06T08:02:00Z");
        }
        assertThat(fixture.count("cause = 'schedule'")).isEqualTo(1);
        assertThat(fixture.count("status = 'success'")).isEqualTo(1);
    }

    @Test
    void aRunThatCannotBeginIsSaid() {
        fixture.deploy("broken", greeting("- cron: \"0 8 * * *\"").replace("Hello {{", "Hello {{ nothing.here }} {{"));
        fixture.deploy("sound", greeting("- cron: \"0 8 * * *\""));
        MovableClock clock = MovableClock.at("2026-03-06T07:59:00Z");
        try (TestServer server = fixture.serve(clock)) {
            fixture.awaitNext("broken/production/1", "2026-03-06T08:00:00Z");
            fixture.awaitNext("sound/production/1", "2026-03-06T08:00:00Z");
            clock.set("2026-03-06T08:00:01Z");

            Map<?, ?> broken = awaitLast(server, "broken", "2026-03-06T08:00:00Z", "refused");

            assertThat(broken.get("last_time").toString()).contains("workflows/broken/workflow.yml", "nothing");
            assertThat(broken.get("last_run")).isNull();
            awaitSuccess(server, "sound", 1);
        }
    }

    @Test
    void withoutADatabaseNothingStartsAndTheListSaysSo() {
        fixture.deploy("greet", greeting("- cron: \"* * * * *\""));
        try (TestServer server = TestServer.serve(fixture.repository())) {
            Map<?, ?> trigger = trigger(server, "greet");

            assertThat(trigger.get("inactive_because").toString()).contains("--data DIRECTORY");
            assertThat(((Map<?, ?>) trigger.get("trigger_config")).get("status"))
                    .isEqualTo("inactive");
            assertThat(trigger.get("next_times")).isEqualTo(List.of());
        }
    }

    @Test
    void theListHasWhatTheHostedProductsClientsReadAndFilters() throws Exception {
        fixture.deploy("greet", """
                version: 1
                inputs: { name: { type: string }, code: { type: string, sensitive: true } }
                triggers:
                  - webhook: { inputs: { name: "{{ webhook_body.name }}", code: x } }
                  - { cron: "0 8 * * *", environment: [ staging, development ], inputs: { name: Ada, code: "1234" } }
                blocks: [ { id: greeting, type: text, value: "Hello {{ inputs.name }}" } ]
                """);
        try (TestServer server = TestServer.serveWithKeys(
                fixture.repository(), data, Map.of("reader", "read", "runner", "execute:staging"))) {
            assertThat(server.get("/v2/triggers").status()).isEqualTo(401);
            assertThat(list(server, "runner", "").status()).isEqualTo(403);

            Answer all = list(server, "reader", "");

            assertThat(all.status()).isEqualTo(200);
            assertThat(((List<?>) all.at("data")).stream().map(trigger ->
                            (String) ((Map<?, ?>) trigger).get("trigger_id")))
                    .containsExactly("greet/development/1", "greet/staging/1", "greet/production/webhook");
            assertThat(all.at("data", 0, "trigger_config"))
                    .isEqualTo(Map.of(
                            "trigger_type",
                            "cron",
                            "action",
                            Map.of("action_type", "workflow.execute", "workflow_id", "greet"),
                            "status",
                            "active",
                            "cron_expression",
                            "0 8 * * *",
                            "timezone",
                            "UTC",
                            "trigger_inputs",
                            Map.of("name", "Ada", "code", "***")));
            assertThat((List<?>) all.at("data", 0, "next_times")).hasSize(3);
            assertThat(all.at("data", 2, "trigger_config", "status")).isEqualTo("inactive");
            server.webhooks().create("greet", Signing.NONE, Optional.empty(), true);
            Answer active = list(server, "reader", "?environment=production&action_type=workflow.execute");
            assertThat(active.at("data", 0, "trigger_config", "status")).isEqualTo("active");
            assertThat(active.at("data", 1)).isNull();
            assertThat((List<?>) list(server, "reader", "?workflow_id=hello").at("data"))
                    .isEmpty();
            assertThat((List<?>)
                            list(server, "reader", "?action_type=agent.execute").at("data"))
                    .isEmpty();
            assertThat(list(server, "reader", "?environment=prod").status()).isEqualTo(404);
        }
    }

    private static Answer list(TestServer server, String key, String query) {
        return server.send(server.request("/v2/triggers" + query)
                .header("Authorization", "Bearer " + server.key(key))
                .build());
    }
}
