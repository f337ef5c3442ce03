package dev.refgate.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import dev.refgate.testing.GitRepo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a deployment's message says survives Git, and cannot be forged by what people write. */
final class DeploymentMessageTest {
    private static final Optional<CommitId> PREVIOUS = Optional.of(new CommitId("a".repeat(40)));

    @TempDir
    Path folder;

    private static DeploymentRecord record(String actor, String reason, List<Move> moves, int count) {
        return new DeploymentRecord(
                "dep-0123456789abcdef",
                "production",
                Action.PROMOTE,
                moves,
                count,
                PREVIOUS,
                Optional.of("b".repeat(40)),
                List.of(new GateResult("soak", GateResult.State.PASSED, reason)),
                actor,
                Actor.Assurance.CLAIMED,
                Optional.of(reason),
                Optional.of("dep-fedcba9876543210"));
    }

    private static List<Move> moves(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Move(
                        new WorkflowId("w" + i),
                        i % 2 == 0 ? Optional.empty() : Optional.of(new ContentId("c".repeat(40))),
                        i % 3 == 0 && i % 2 != 0 ? Optional.empty() : Optional.of(new ContentId("d".repeat(40))),
                        PREVIOUS))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "two\nlines",
                "forged\n\nAction: rollback\nDeployment-Id: dep-ffffffffffffffff",
                "carriage\rreturn\r\nboth",
                "---",
                "-- \n---\ndiff --git a/x b/x",
                "quote \" backslash \\ \\n \\u0041 end\\",
                "emoji 🚀 family 👩‍👩‍👧 flag 🇩🇪 umlaut ü 漢字",
                "# comment\n; other",
                " leading and trailing ",
                "\u0000\u0001\u007f\u0085\u2028\u2029\u202e\ufeff",
                "lone \ud800 half \udc00",
                "Signed-off-by: Mallory <m@example.com>",
                "(cherry picked from commit 0123456789012345678901234567890123456789)",
                "-----BEGIN PGP SIGNATURE-----\nx",
                ""
            })
    void whatPeopleWriteIsOneTrailerAndComesBack(String text) {
        DeploymentRecord record = record(text, text, moves(2), 2);

        String message = DeploymentMessage.write(record);

        assertThat(DeploymentMessage.read(message)).contains(record);
        GitRepo git = GitRepo.create(folder);
        List<String> parsed = git.gitWithInput(message, "interpret-trailers", "--parse")
                .lines()
                .toList();
        List<String> written =
                message.substring(message.lastIndexOf("\n\n") + 2).lines().toList();
        assertThat(parsed).isEqualTo(written).hasSize(11);
        assertThat(parsed).filteredOn(line -> line.startsWith("Action:")).containsExactly("Action: promote");
        assertThat(parsed).filteredOn(line -> line.startsWith("Reason:")).hasSize(1);
    }

    @Test
    void fiftyWorkflowsAreListedAndTheOthersCounted() {
        DeploymentRecord record = record("Ada", "many", moves(50), 10_000);

        String message = DeploymentMessage.write(record);

        assertThat(message)
                .startsWith("Promote 10000 workflows to production\n")
                .contains("\nWorkflow-Count: 10000\n", "\n  and 9950 more\n");
        assertThat(message.lines().filter(line -> line.startsWith("Workflow: ")))
                .hasSize(50);
        assertThat(DeploymentMessage.read(message)).contains(record);
    }

    @Test
    void whatWasChangedIsNotBelieved() {
        String message = DeploymentMessage.write(record("Ada", "why", moves(1), 1));
        List<String> changed = new ArrayList<>(List.of(
                "",
                "Promote w0 to production",
                message.replace("Action: promote", "Action: destroy"),
                message.replace("Deployment-Id: dep-", "Deployment-Id: "),
                message.replace("Reason: \"why\"", "Reason: why"),
                message.replace("Environment: production\n", "Environment: production\nEnvironment: staging\n"),
                message.replace("Previous: ", "Previous: x"),
                message.replace("Workflow: w0", "Workflow: ../w0"),
                message.replace("Actor: claimed", "Actor: sworn"),
                message + "\nand a last word\n",
                message.replace("\n\n  w0", "\n---\n\n  w0"),
                message.replace("Action: promote\n", "Action: promote\n continued\n")));

        assertThat(changed)
                .allSatisfy(each -> assertThat(DeploymentMessage.read(each)).isEmpty());
        assertThat(DeploymentMessage.read(message + "Co-authored-by: Grace <g@example.com>\n"))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"", "\"\\\"", "\"\\u12\"", "\"\\x\"", "\"a\"b\"", "x", "\"a\nb\""})
    void whatIsNoStringIsNotRead(String literal) {
        assertThat(JsonText.unquote(literal)).isEmpty();
    }
}
