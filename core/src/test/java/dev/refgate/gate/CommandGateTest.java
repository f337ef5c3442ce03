package dev.refgate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.gate.GateSettings.Commands;
import dev.refgate.internal.yaml.Json;
import dev.refgate.policy.Gate;
import dev.refgate.promotion.GateResult;
import dev.refgate.promotion.GateResult.State;
import dev.refgate.promotion.Move;
import dev.refgate.promotion.PromotionPlan;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a gate whose program really runs. */
@Timeout(60)
class CommandGateTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final PromotionPlan PLAN = new PromotionPlan(
            "production",
            "1".repeat(40),
            Optional.empty(),
            List.of(new Move(
                    new WorkflowId("hello"),
                    Optional.empty(),
                    Optional.of(new ContentId("2".repeat(40))),
                    Optional.empty())),
            List.of(),
            List.of());

    @TempDir
    private Path folder;

    private GateResult ask(Duration timeout, Map<String, String> variables, List<String> secrets, String... command) {
        GateSettings settings =
                new GateSettings(Optional.empty(), Optional.of(new Commands(folder, variables, secrets)));
        return new Gatekeeper(settings, plan -> List.of(), new Json())
                .execute(new Gate.Command(List.of(command), timeout), PLAN);
    }

    private GateResult sh(String script, String... arguments) {
        String[] command = new String[3 + arguments.length + 1];
        command[0] = "sh";
        command[1] = "-c";
        command[2] = script;
        command[3] = "script";
        System.arraycopy(arguments, 0, command, 4, arguments.length);
        return ask(LONG, Map.of("PATH", System.getenv("PATH")), List.of(), command);
    }

    @ParameterizedTest
    @CsvSource({"0, PASSED", "1, FAILED", "75, PENDING", "2, ERROR", "127, ERROR"})
    void theExitCodeDecides(int code, State state) {
        GateResult result = sh("echo looked at it; exit " + code);

        assertThat(result.type()).isEqualTo("command");
        assertThat(result.state()).isEqualTo(state);
        assertThat(result.evidence()).contains("ended with " + code).endsWith("looked at it");
    }

    @Test
    void theProgramGetsThePlanOnStandardInput() throws IOException {
        GateResult result = sh("cat > plan.json");

        assertThat(result.state()).isEqualTo(State.PASSED);
        assertThat(new Json().read(Files.readAllBytes(folder.resolve("plan.json"))))
                .isEqualTo(PLAN.toMap());
    }

    @Test
    void aProgramThatReadsNothingIsNotDisturbedByThat() {
        assertThat(sh("exec 0<&-; exit 0").state()).isEqualTo(State.PASSED);
    }

    @Test
    void theProgramSeesWhatItIsGivenAndNothingElse() {
        GateResult result = ask(LONG, Map.of("GIVEN", "yes"), List.of(), "/usr/bin/env");

        assertThat(result.evidence()
                        .substring(result.evidence().indexOf(": ") + 2)
                        .split(" \\| "))
                .containsExactlyInAnyOrder("GIVEN=yes", "REFGATE_PLAN=" + PLAN.id(), "REFGATE_ENVIRONMENT=production");
    }

    @Test
    void argumentsAreWordsAndNoShellReadsThem() {
        GateResult result =
                ask(LONG, Map.of("PATH", System.getenv("PATH")), List.of(), "printf", "%s", "$(touch made) `x` ; *");

        assertThat(result.evidence()).endsWith(": $(touch made) `x` ; *");
        assertThat(folder.resolve("made")).doesNotExist();
    }

    @Test
    void secretsAreMaskedInWhatItSaid() {
        GateResult result =
                ask(LONG, Map.of("TOKEN", "s3cr3t-token"), List.of("s3cr3t-token"), "/bin/sh", "-c", "echo got $TOKEN");

        assertThat(result.evidence()).contains("got ***").doesNotContain("s3cr3t-token");
    }

    @Test
    void whatItSaidIsOneLineWithoutControlsAndNotTooLong() {
        GateResult result = sh("printf 'first\\n\\033[31mred\\033[0m\\a\\r\\nlast'");
        GateResult loud = sh("i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done; exit 1");

        assertThat(result.evidence()).endsWith("first | red | last");
        assertThat(loud.evidence().length()).isLessThan(2_500);
        assertThat(loud.evidence()).endsWith("line 19998 | line 19999").doesNotContain("line 1000 |");
    }

    @Test
    void aProgramThatDoesNotEndIsKilledWithAllThatItStarted() throws Exception {
        Path pids = folder.resolve("pids");

        GateResult result = ask(
                Duration.ofSeconds(2),
                Map.of("PATH", System.getenv("PATH")),
                List.of(),
                "sh",
                "-c",
                "sleep 600 & echo $! > pids; (sleep 601 & echo $! >> pids; wait) & wait");

        assertThat(result.state()).isEqualTo(State.ERROR);
        assertThat(result.evidence()).contains("did not end within 2s");
        assertThat(Files.readAllLines(pids)).hasSize(2);
        for (String pid : Files.readAllLines(pids)) {
            Optional<ProcessHandle> left = ProcessHandle.of(Long.parseLong(pid));
            if (left.isPresent()) {
                left.get().onExit().get(10, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void aProcessThatIsLeftBehindDoesNotHoldTheGateUp() {
        GateResult result = sh("sleep 20 & echo $! > pid; echo done");

        assertThat(result.state()).isEqualTo(State.PASSED);
        assertThat(result.evidence()).endsWith("done");
    }

    @Test
    void aProgramThatIsNotThereIsAnError() {
        GateResult result = ask(LONG, Map.of(), List.of(), "./no-such-program");

        assertThat(result.state()).isEqualTo(State.ERROR);
        assertThat(result.evidence()).contains("cannot run [\"./no-such-program\"]", folder.toString());
    }

    @Test
    void nothingRunsWhereCommandsAreNotWanted() {
        GateResult result = new Gatekeeper(GateSettings.none(), plan -> List.of(), new Json())
                .execute(
                        new Gate.Command(List.of("touch", folder.resolve("made").toString()), LONG), PLAN);

        assertThat(result.state()).isEqualTo(State.ERROR);
        assertThat(result.evidence()).contains("wants to run [\"touch\",", "--run-commands");
        assertThat(folder.resolve("made")).doesNotExist();
    }
}
