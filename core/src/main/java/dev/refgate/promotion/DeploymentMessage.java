package dev.refgate.promotion;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The message of a deployment's commit or tag: a subject, some lines for people, and trailers that {@code git
 * interpret-trailers} reads. Whatever people wrote stands there as a JSON string, so that it is one line, and the lines for
 * people hold no word of theirs.
 */
final class DeploymentMessage {
    /** How many workflows a message lists. */
    static final int LISTED = 50;

    private static final String NONE = "-";

    private DeploymentMessage() {}

    static String write(DeploymentRecord deployment) {
        StringBuilder out = new StringBuilder(subject(deployment)).append("\n\n");
        deployment.moves().stream()
                .limit(LISTED)
                .forEach(move -> out.append("  ").append(forPeople(move)).append('\n'));
        if (deployment.count() > LISTED) {
            out.append("  and ").append(deployment.count() - LISTED).append(" more\n");
        }
        if (deployment.count() > 0) {
            out.append('\n');
        }
        for (String trailer : trailers(deployment)) {
            out.append(trailer).append('\n');
        }
        return out.toString();
    }

    private static String subject(DeploymentRecord deployment) {
        return subject(deployment.action(), deployment.count(), deployment.moves(), deployment.environment());
    }

    /** The first line; it holds ids alone, and no word of anybody's. */
    static String subject(Action action, List<Move> moves, String environment) {
        return subject(action, moves.size(), moves, environment);
    }

    private static String subject(Action action, int count, List<Move> moves, String environment) {
        String what = count == 1 ? moves.get(0).workflow().value() : count + " workflows";
        return switch (action) {
            case PROMOTE -> "Promote " + what + " to " + environment;
            case ROLLBACK -> "Roll back " + what + " in " + environment;
            case RELEASE -> "Release " + what + " in " + environment;
        };
    }

    private static String forPeople(Move move) {
        return move.workflow() + " "
                + move.from().map(ContentId::abbreviated).orElse("(absent)") + " -> "
                + move.to().map(ContentId::abbreviated).orElse("(deleted)");
    }

    private static List<String> trailers(DeploymentRecord deployment) {
        List<String> trailers = new ArrayList<>();
        trailers.add("Deployment-Id: " + deployment.id());
        trailers.add("Environment: " + deployment.environment());
        trailers.add("Action: " + deployment.action().word());
        deployment.moves().stream().limit(LISTED).forEach(move -> trailers.add("Workflow: " + line(move)));
        if (deployment.count() > LISTED) {
            trailers.add("Workflow-Count: " + deployment.count());
        }
        trailers.add("Previous: " + deployment.previous().map(CommitId::hex).orElse(NONE));
        deployment.policy().ifPresent(policy -> trailers.add("Policy: " + policy));
        deployment
                .gates()
                .forEach(gate -> trailers.add("Gate-" + gate.type().toLowerCase(Locale.ROOT) + ": "
                        + gate.state().word() + " " + JsonText.quote(gate.evidence())));
        trailers.add("Actor: " + deployment.assurance().word() + " " + JsonText.quote(deployment.actor()));
        deployment.reason().ifPresent(reason -> trailers.add("Reason: " + JsonText.quote(reason)));
        deployment.rollbackOf().ifPresent(id -> trailers.add("Rollback-Of: " + id));
        return trailers;
    }

    /** A move as a trailer has it. */
    static String line(Move move) {
        return move.workflow() + " " + move.from().map(ContentId::hex).orElse(NONE) + " "
                + move.to().map(ContentId::hex).orElse(NONE) + " "
                + move.source().map(CommitId::hex).orElse(NONE);
    }

    /** A quick look: whether a message may be that of a deployment. */
    static boolean mayBeOne(String message) {
        return message.contains("\nDeployment-Id: ");
    }

    /** A quick look: whether a message may be that of a rollback or a release. */
    static boolean maySetBack(String message) {
        return mayBeOne(message)
                && (message.contains("\nAction: " + Action.ROLLBACK.word())
                        || message.contains("\nAction: " + Action.RELEASE.word()));
    }

    /** What was written; empty when the message is no deployment's, or has been changed in what matters. */
    static Optional<DeploymentRecord> read(String message) {
        return Trailers.of(message).flatMap(DeploymentMessage::read);
    }

    private static Optional<DeploymentRecord> read(Trailers trailers) {
        try {
            List<Move> moves = trailers.all("Workflow").stream()
                    .map(DeploymentMessage::move)
                    .toList();
            String[] actor = trailers.one("Actor").split(" ", 2);
            return Optional.of(new DeploymentRecord(
                    requireForm(trailers.one("Deployment-Id"), DeploymentRecord.ID_FORM),
                    trailers.one("Environment"),
                    Action.of(trailers.one("Action")).orElseThrow(),
                    moves,
                    trailers.find("Workflow-Count").map(Integer::parseInt).orElse(moves.size()),
                    present(trailers.one("Previous")).map(CommitId::new),
                    trailers.find("Policy").map(policy -> new ObjectName(policy).hex()),
                    trailers.startingWith("Gate-").stream()
                            .map(DeploymentMessage::gate)
                            .toList(),
                    text(actor[1]),
                    Actor.Assurance.valueOf(actor[0].toUpperCase(Locale.ROOT)),
                    trailers.find("Reason").map(DeploymentMessage::text),
                    trailers.find("Rollback-Of")));
        } catch (RuntimeException e) {
            // Anything that is not as it was written makes all of it a message of somebody else's.
            return Optional.empty();
        }
    }

    private static Move move(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException(line);
        }
        return new Move(
                new WorkflowId(parts[0]),
                present(parts[1]).map(ContentId::new),
                present(parts[2]).map(ContentId::new),
                present(parts[3]).map(CommitId::new));
    }

    private static GateResult gate(Trailers.Trailer trailer) {
        String[] parts = trailer.value().split(" ", 2);
        return new GateResult(
                trailer.key().substring("Gate-".length()),
                GateResult.State.of(parts[0]).orElseThrow(),
                text(parts[1]));
    }

    private static Optional<String> present(String value) {
        return value.equals(NONE) ? Optional.empty() : Optional.of(value);
    }

    private static String text(String literal) {
        return JsonText.unquote(literal).orElseThrow();
    }

    private static String requireForm(String value, String form) {
        if (!value.matches(form)) {
            throw new IllegalArgumentException(value);
        }
        return value;
    }
}
