package dev.refgate.promotion;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plans as plain values. */
final class PlanMap {
    private static final long VERSION = 1;

    private PlanMap() {}

    static Map<String, Object> write(PromotionPlan plan) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("version", VERSION);
        map.put("plan", plan.id());
        map.put("environment", plan.environment());
        map.put("policy", plan.policy());
        plan.base().ifPresent(base -> map.put("base", base.hex()));
        map.put("moves", plan.moves().stream().map(PlanMap::write).toList());
        map.put("warnings", plan.warnings());
        map.put("gates", plan.gates().stream().map(PlanMap::write).toList());
        return map;
    }

    private static Map<String, Object> write(Move move) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("workflow", move.workflow().value());
        move.from().ifPresent(from -> map.put("from", from.hex()));
        move.to().ifPresent(to -> map.put("to", to.hex()));
        move.source().ifPresent(source -> map.put("source", source.hex()));
        return map;
    }

    private static Map<String, Object> write(GateResult gate) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", gate.type());
        map.put("state", gate.state().word());
        map.put("evidence", gate.evidence());
        return map;
    }

    static PromotionPlan read(Map<String, ?> map) {
        if (!Long.valueOf(VERSION).equals(map.get("version"))) {
            throw new InvalidArgumentException("plan: version " + map.get("version") + " (expected " + VERSION + ")");
        }
        PromotionPlan plan = new PromotionPlan(
                text(map, "environment"),
                new ObjectName(text(map, "policy")).hex(),
                find(map, "base").map(CommitId::new),
                maps(map, "moves").stream().map(PlanMap::move).toList(),
                list(map, "warnings").stream().map(String::valueOf).toList(),
                maps(map, "gates").stream().map(PlanMap::gate).toList());
        if (!plan.id().equals(text(map, "plan"))) {
            throw new InvalidArgumentException(
                    "plan: " + text(map, "plan") + " is not the id of what it holds (expected " + plan.id()
                            + "; plan anew instead of editing a plan)");
        }
        return plan;
    }

    private static Move move(Map<?, ?> map) {
        return new Move(
                new WorkflowId(text(map, "workflow")),
                find(map, "from").map(ContentId::new),
                find(map, "to").map(ContentId::new),
                find(map, "source").map(CommitId::new));
    }

    private static GateResult gate(Map<?, ?> map) {
        String state = text(map, "state");
        return new GateResult(
                text(map, "type"),
                GateResult.State.of(state).orElseThrow(() -> wrong("state", state)),
                text(map, "evidence"));
    }

    private static List<Map<?, ?>> maps(Map<?, ?> map, String key) {
        List<Map<?, ?>> maps = new ArrayList<>();
        for (Object each : list(map, key)) {
            if (!(each instanceof Map<?, ?> found)) {
                throw wrong(key, each);
            }
            maps.add(found);
        }
        return maps;
    }

    private static List<?> list(Map<?, ?> map, String key) {
        if (map.get(key) instanceof List<?> list) {
            return list;
        }
        throw wrong(key, map.get(key));
    }

    private static String text(Map<?, ?> map, String key) {
        return find(map, key).orElseThrow(() -> wrong(key, null));
    }

    private static Optional<String> find(Map<?, ?> map, String key) {
        Object value = map.get(key);
        if (value != null && !(value instanceof String)) {
            throw wrong(key, value);
        }
        return Optional.ofNullable((String) value);
    }

    private static InvalidArgumentException wrong(String key, @Nullable Object value) {
        return new InvalidArgumentException("plan: " + key + " is " + value + " (expected what refgate plan wrote)");
    }
}
