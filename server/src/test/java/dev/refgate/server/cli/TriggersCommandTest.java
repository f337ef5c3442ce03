package dev.refgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.json.Json;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TriggersCommandTest {
    @TempDir
    private Path temp;

    private PlainGit git;

    @BeforeEach
    void create() {
        git = Samples.hello(temp.resolve("repository"));
    }

    private Cmd triggers(String... more) {
        return Cmd.run(CliArguments.with(git.folder(), "triggers").and(more));
    }

    private void deploySchedule() {
        git.write("workflows/night/workflow.yml", """
                version: 1
                triggers:
                  - { cron: "30 2 29 2 *", timezone: Asia/Tokyo }
                  - webhook: {}
                blocks: [ { id: a, type: text, value: x } ]
                """);
        Samples.pointAll(git, git.commit("Work at night"));
    }

    @Test
    void showsWhenTheNextRunsComeInTheirOwnTimeZone() {
        deploySchedule();

        Cmd shown = triggers();

        assertThat(shown.code()).as(shown.err()).isZero();
        List<String> lines = shown.out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).matches("ENVIRONMENT +WORKFLOW +TRIGGER +NEXT TIMES");
        assertThat(lines.get(1))
                .matches(
                        "production +night +cron 30 2 29 2 \\* \\(Asia/Tokyo\\) +(\\d{4}-02-29T02:30\\+09:00(, )?){3}");
        assertThat(lines.get(2)).matches("production +night +webhook +-");
    }

    @Test
    void printsJsonForPrograms() {
        deploySchedule();

        Map<?, ?> shown = (Map<?, ?>) Json.read(triggers("--json").out().getBytes(StandardCharsets.UTF_8));

        Map<?, ?> first = (Map<?, ?>) ((List<?>) shown.get("triggers")).get(0);
        assertThat(first.get("environment")).isEqualTo("production");
        assertThat(first.get("cron")).isEqualTo("30 2 29 2 *");
        assertThat((List<?>) first.get("next_times"))
                .hasSize(3)
                .allSatisfy(time -> assertThat((String) time).matches("\\d{4}-02-28T17:30:00Z"));
    }

    @Test
    void saysThatThereAreNone() {
        assertThat(triggers().out().strip()).isEqualTo("no triggers");
    }
}
