package dev.refgate.report;

import dev.refgate.promotion.Deployment;
import dev.refgate.promotion.GateResult;
import dev.refgate.promotion.Ledger;
import dev.refgate.promotion.Move;
import dev.refgate.promotion.MoveResult;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Deployments as JSON objects. A key whose value is not known is absent. */
public final class JsonDeployments {
    private JsonDeployments() {}

    public static Map<String, Object> of(String environment, Ledger.Page page) {
        Map<String, Object> object = Fields.of(
                "environment",
                environment,
                "deployments",
                page.deployments().stream().map(JsonDeployments::of).toList());
        page.next().ifPresent(next -> object.put("next", next));
        return object;
    }

    public static Map<String, Object> of(String environment, MoveResult result) {
        Map<String, Object> object = Fields.of(
                "outcome",
                result.outcome().name().toLowerCase(Locale.ROOT),
                "environment",
                environment,
                "moves",
                result.moves().stream().map(JsonDeployments::of).toList(),
                "gates",
                gates(result.gates()));
        result.deployment().ifPresent(deployment -> object.put("deployment", of(deployment)));
        return object;
    }

    private static Map<String, Object> of(Deployment deployment) {
        Map<String, Object> object = Fields.of("id", deployment.id());
        deployment.number().ifPresent(number -> object.put("number", (long) number));
        object.put("commit", deployment.commit().hex());
        deployment.previous().ifPresent(previous -> object.put("previous", previous.hex()));
        deployment.time().ifPresent(time -> object.put("time", time.toString()));
        object.put("action", deployment.action().word());
        object.put("external", deployment.external());
        object.put("baseline", deployment.baseline());
        object.put("ungated", deployment.ungated());
        object.put("moves", deployment.moves().stream().map(JsonDeployments::of).toList());
        deployment.policy().ifPresent(policy -> object.put("policy", policy));
        object.put("gates", gates(deployment.gates()));
        object.put(
                "actor",
                Fields.of(
                        "name",
                        deployment.actor().name(),
                        "email",
                        deployment.actor().email(),
                        "assurance",
                        deployment.actor().assurance().word()));
        deployment.reason().ifPresent(reason -> object.put("reason", reason));
        deployment.rollbackOf().ifPresent(undone -> object.put("rollback_of", undone));
        return object;
    }

    private static Map<String, Object> of(Move move) {
        Map<String, Object> object = Fields.of("workflow", move.workflow().value());
        move.from().ifPresent(from -> object.put("from", from.hex()));
        move.to().ifPresent(to -> object.put("to", to.hex()));
        move.source().ifPresent(source -> object.put("source", source.hex()));
        return object;
    }

    /** What became of gates. */
    public static List<Map<String, Object>> gates(List<GateResult> gates) {
        return gates.stream().map(JsonDeployments::of).toList();
    }

    private static Map<String, Object> of(GateResult gate) {
        return Fields.of("type", gate.type(), "state", gate.state().word(), "evidence", gate.evidence());
    }
}
