package dev.refgate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.Refgate.Options;
import dev.refgate.document.Problem;
import dev.refgate.repository.WorkflowId;
import dev.refgate.testing.GitRepo;
import dev.refgate.workflow.Schedule;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which triggers count, and what is wrong with those that are not right. */
class TriggersTest {
    private static final String FILE = "workflows/report/workflow.yml";

    @TempDir
    private Path folder;

    private GitRepo git;

    @BeforeEach
    void repository() {
        git = SampleRepository.create(folder.resolve("repository")).git();
    }

    private static String workflow(String triggers) {
        return """
                version: 1
                inputs:
                  name: { type: string }
                  size: { type: integer, default: 1 }
                triggers:
                %s
                blocks: [ { id: words, type: text, value: x } ]
                """.formatted(triggers.indent(2).stripTrailing());
    }

    private String commit(String triggers) {
        return git.write(FILE, workflow(triggers)).commit("Change the report");
    }

    private List<String> triggers(Refgate refgate) {
        return refgate.triggers().stream().map(TriggersTest::text).toList();
    }

    private static String text(TriggerState state) {
        String what =
                state.trigger() instanceof Schedule schedule ? schedule.number() + " " + schedule.cron() : "webhook";
        return state.environment() + " " + state.workflow() + " " + what;
    }

    private List<String> problems() {
        return new RepositoryFolder(git.folder())
                .problems().stream().map(Problem::toString).toList();
    }

    @Test
    void eachEnvironmentHasThoseOfItsOwnRevisionThatAreForIt() {
        String live = commit("""
                - { cron: "0 1 * * *", inputs: { name: a } }
                - webhook: { inputs: { name: x } }
                - { cron: "0 2 * * *", environment: staging, inputs: { name: a } }
                - { cron: "0 3 * * *", environment: [ development, production ], inputs: { name: a } }
                """);
        git.updateRef("refs/heads/env/staging", live).updateRef("refs/heads/env/production", live);
        git.write("workflows/silent/workflow.yml", SampleRepository.greeting("hello"))
                .commit("Add one without triggers");
        try (Refgate refgate = Refgate.open(git.folder(), Options.defaults())) {
            assertThat(triggers(refgate))
                    .containsExactly(
                            "development report 3 0 3 * * *",
                            "staging report 2 0 2 * * *",
                            "production report 1 0 1 * * *",
                            "production report 3 0 3 * * *",
                            "production report webhook");

            String moved = commit("- { cron: \"0 4 * * *\", inputs: { name: a } }");
            assertThat(triggers(refgate)).doesNotContain("development report 3 0 3 * * *");
            git.updateRef("refs/heads/env/production", moved);

            assertThat(triggers(refgate))
                    .as("staging has not moved")
                    .containsExactly("staging report 2 0 2 * * *", "production report 1 0 4 * * *");
            TriggerState state = refgate.triggers().get(1);
            assertThat(state.commit().hex()).isEqualTo(moved);
            assertThat(state.workflow()).isEqualTo(new WorkflowId("report"));
            assertThat(((Schedule) state.trigger()).inputValues()).isEqualTo(Map.of("name", "a"));
        }
    }

    @Test
    void withoutProductionTheDefaultEnvironmentIsMeant() {
        git.write("refgate.yml", """
                version: 1
                source: main
                default_environment: live
                environments:
                  next: { ref: refs/heads/main }
                  live: { ref: refs/heads/env/live, from: next }
                """);
        git.updateRef("refs/heads/env/live", commit("- { cron: \"0 1 * * *\", inputs: { name: a } }"));
        try (Refgate refgate = Refgate.open(git.folder(), Options.defaults())) {
            assertThat(triggers(refgate)).containsExactly("live report 1 0 1 * * *");
        }
        assertThat(problems()).isEmpty();
    }

    @Test
    void environmentsThatAreNotThereAreFoundWithTheirPlace() {
        commit("""
                - { cron: "0 1 * * *", environment: prodution, inputs: { name: a } }
                - { cron: "0 1 * * *", environment: [ staging, live ], inputs: { name: a } }
                """);

        assertThat(problems())
                .containsExactly(
                        FILE + ":6:39: unknown environment \"prodution\" (expected one of: development, staging,"
                                + " production); did you mean \"production\"?",
                        FILE
                                + ":7:50: unknown environment \"live\" (expected one of: development, staging, production)");
    }

    @Test
    void aTriggerWithoutAnEnvironmentNeedsOneThatIsMeant() {
        git.write("refgate.yml", """
                version: 1
                source: main
                environments:
                  live: { ref: refs/heads/main }
                """);
        commit("- { cron: \"0 1 * * *\", inputs: { name: a } }");

        assertThat(problems())
                .containsExactly(
                        FILE + ":6:5: the trigger says no environment (expected environment, one of: live; or a"
                                + " default_environment in refgate.yml)");
    }

    @Test
    void inputsAreCheckedAsThoseOfACall() {
        commit("""
                - { cron: "0 1 * * *", inputs: { name: 1, size: 2 } }
                - { cron: "0 1 * * *", overlap: wait, inputs: { name: a } }
                - { cron: "0 1 * * *", inputs: { name: "{{ inputs.size }}" } }
                """);
        assertThat(problems())
                .containsExactly(
                        FILE + ":7:35: expected one of: skip, allow, found the text \"wait\"",
                        FILE + ":8:42: templates are not filled in here (expected a value as it is: blocks can ask"
                                + " __exp_global for the time)");

        commit("- { cron: \"0 1 * * *\", inputs: { name: 1, size: 2 } }");
        assertThat(problems()).hasSize(1).first().asString().startsWith(FILE + ":6:42: inputs.name: ");
    }

    @Test
    void theNextTimesGoOnOverAChangeOfTheClocks() {
        String live = commit("- { cron: \"30 2 * * *\", timezone: Europe/Berlin, inputs: { name: a } }");
        git.updateRef("refs/heads/env/production", live);
        try (Refgate refgate = Refgate.open(git.folder(), Options.defaults())) {
            Schedule schedule = (Schedule) refgate.triggers().get(0).trigger();

            assertThat(schedule.next(Instant.parse("2026-03-28T00:00:00Z"), 3))
                    .containsExactly(
                            Instant.parse("2026-03-28T01:30:00Z"),
                            Instant.parse("2026-03-29T01:30:00Z"),
                            Instant.parse("2026-03-30T00:30:00Z"));
            assertThat(schedule.next(Instant.parse("2026-10-24T12:00:00Z"), 2))
                    .containsExactly(Instant.parse("2026-10-25T00:30:00Z"), Instant.parse("2026-10-26T01:30:00Z"));
            assertThat(schedule.isFor("production", Optional.empty())).isFalse();
        }
    }
}
