package dev.refgate.action;

import dev.refgate.ExitCode;
import dev.refgate.Refgate;
import dev.refgate.client.MoveAnswer;
import dev.refgate.client.RefgateClient;
import dev.refgate.client.ServerRefusedException;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.report.Sheet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Moves that the server makes, in the name that its key or this job's identity token proves. The job itself pushes nothing. */
final class ServerMoves {
    private static final String INPUT = "on-server";

    private final Workplace workplace;
    private final Inputs inputs;

    private ServerMoves(Workplace workplace) {
        this.workplace = workplace;
        this.inputs = workplace.inputs();
    }

    /** Whether the server is to do it. */
    static boolean areWanted(Workplace workplace) {
        return workplace.inputs().flag("on-server");
    }

    static Report promote(Workplace workplace) throws IOException {
        ServerMoves moves = new ServerMoves(workplace);
        Inputs inputs = workplace.inputs();
        Map<String, Object> wanted = moves.wanted();
        moves.put(wanted, "revision");
        moves.put(wanted, "from");
        if (inputs.find("plan").isPresent()) {
            wanted.put("plan", plan(inputs.find("plan").get()));
        }
        wanted.put("override", inputs.list("override"));
        wanted.put("release_hold", inputs.flag("release-hold"));
        wanted.put("with_dependencies", inputs.flag("with-dependencies"));
        return moves.move("promote", inputs.required("to"), wanted);
    }

    static Report rollback(Workplace workplace) {
        ServerMoves moves = new ServerMoves(workplace);
        Inputs inputs = workplace.inputs();
        Map<String, Object> wanted = moves.wanted();
        wanted.put("steps", (long) inputs.number("steps", 1));
        inputs.find("deployment").ifPresent(deployment -> wanted.put("to", deployment));
        return moves.move("rollback", inputs.required("environment"), wanted);
    }

    private Map<String, Object> wanted() {
        if (inputs.find("actor").isPresent()) {
            throw new InvalidArgumentException(
                    "input actor: the server records whom the key belongs to (expected none with " + INPUT + ")");
        }
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("workflows", inputs.list("workflows"));
        put(wanted, "reason");
        wanted.put("dry_run", inputs.flag("dry-run"));
        return wanted;
    }

    private void put(Map<String, Object> wanted, String input) {
        inputs.find(input).ifPresent(value -> wanted.put(input, value));
    }

    /** The id as it is; a file's content. */
    private static Object plan(String named) throws IOException {
        Path file = Path.of(named);
        Object read = Files.isRegularFile(file) ? Refgate.json().read(Files.readAllBytes(file)) : named;
        return read == null ? named : read;
    }

    private Report move(String action, String environment, Map<String, Object> wanted) {
        RefgateClient server = workplace
                .server()
                .orElseThrow(() -> Workplace.missing("server", "the server's address, or the variable REFGATE_SERVER"));
        try {
            return report(server.move(environment, action, wanted), environment);
        } catch (ServerRefusedException e) {
            return Failures.report(action, e, code(e));
        }
    }

    private static int code(ServerRefusedException e) {
        return switch (e.status()) {
            case 412 -> ExitCode.NO;
            case 425 -> ExitCode.PENDING;
            case 409 -> ExitCode.STALE;
            case 503 -> ExitCode.REMOTE;
            default -> ExitCode.of(e);
        };
    }

    private static Report report(MoveAnswer answer, String environment) {
        Report report = switch (answer.outcome()) {
            case "deployed" ->
                Report.of(
                                Verdict.DEPLOYED,
                                ExitCode.DONE,
                                new Headline(
                                        Workplace.count(answer.workflows().size(), "workflow") + " moved in",
                                        environment),
                                Content.of(who(answer)))
                        .andThen("watch it; `refgate rollback` brings back what was there before.");
            case "dry_run" ->
                Report.of(
                        Verdict.DRY_RUN,
                        ExitCode.DONE,
                        new Headline("nothing was moved; this would move", environment),
                        Content.none());
            default ->
                Report.of(
                        Verdict.NOTHING_TO_DO,
                        ExitCode.DONE,
                        new Headline("nothing to move to", environment),
                        Content.none());
        };
        Report told = report.withChanged(answer.workflows());
        return answer.deployment()
                .map(id -> told.with("deployment-id", id)
                        .with("revision", answer.commit().orElseThrow().hex()))
                .orElse(told);
    }

    private static Sheet who(MoveAnswer answer) {
        return Sheet.of("recorded for " + answer.actor().orElse("nobody"));
    }
}
