package dev.refgate.server.runlog;

import dev.refgate.server.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What few runs have.
 *
 * @param rerunOf the run that this one repeats
 * @param masked whether a value of {@code _env} was masked in the inputs that are stored
 * @param inputTokens what language models were sent
 * @param outputTokens what they answered
 * @param cost of that, as far as prices are known, in the currency of the prices; null when none is
 * @param hidden values of sensitive inputs that were not sent: defaults, by their names, and those of sub-workflows, with their
 *     place before the name. Never shown, but masked where they are
 * @param cut the inputs that were too large: of them a digest is kept
 * @param veiled whether there was more to be hidden than is kept: then all that may have it is masked whole
 */
public record RunFacts(
        Optional<String> rerunOf,
        boolean masked,
        long inputTokens,
        long outputTokens,
        @Nullable Double cost,
        Map<String, Object> hidden,
        Set<String> cut,
        boolean veiled) {

    /** Of a run of which there is nothing to tell. */
    public static final RunFacts NONE = atTheStart(Optional.empty(), false, Set.of());

    public RunFacts {
        hidden = Map.copyOf(hidden);
        cut = Set.copyOf(cut);
    }

    /** Of a run before any of its blocks. */
    static RunFacts atTheStart(Optional<String> rerunOf, boolean masked, Set<String> cut) {
        return new RunFacts(rerunOf, masked, 0, 0, null, Map.of(), cut, false);
    }

    /** The same, with one more call of a language model. */
    RunFacts plus(Map<?, ?> output) {
        Map<?, ?> tokens = output.get("tokens") instanceof Map<?, ?> counted ? counted : Map.of();
        Double more = output.get("cost") instanceof Number number ? (Double) number.doubleValue() : null;
        return new RunFacts(
                rerunOf,
                masked,
                inputTokens + count(tokens.get("input")),
                outputTokens + count(tokens.get("output")),
                more == null ? cost : cost == null ? more : (Double) (cost + more),
                hidden,
                cut,
                veiled);
    }

    /** The same, with more values that are hidden. */
    RunFacts hiding(Map<String, Object> values) {
        Map<String, Object> all = new LinkedHashMap<>(hidden);
        all.putAll(values);
        return new RunFacts(rerunOf, masked, inputTokens, outputTokens, cost, all, cut, veiled);
    }

    /** The same, with what the run hides whose blocks' outputs this one takes over. */
    RunFacts after(RunFacts before) {
        Map<String, Object> values = new LinkedHashMap<>();
        before.hidden().forEach((name, value) -> {
            if (!hidden.containsValue(value)) {
                values.put("before." + name, value);
            }
        });
        RunFacts all = values.isEmpty() ? this : hiding(values);
        return before.veiled() ? all.veiling() : all;
    }

    /** The same, with values to be hidden that are not kept. */
    RunFacts veiling() {
        return new RunFacts(rerunOf, masked, inputTokens, outputTokens, cost, hidden, cut, true);
    }

    private static long count(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    /** As it is stored; null when there is nothing to store. */
    @Nullable
    String json() {
        Map<String, Object> facts = new LinkedHashMap<>();
        rerunOf.ifPresent(run -> facts.put("rerun_of", run));
        if (masked) {
            facts.put("masked", true);
        }
        if (inputTokens + outputTokens > 0) {
            facts.put("tokens", Map.of("input", inputTokens, "output", outputTokens));
        }
        if (cost != null) {
            facts.put("cost", cost);
        }
        if (!hidden.isEmpty()) {
            facts.put("hidden", hidden);
        }
        if (!cut.isEmpty()) {
            facts.put("cut", cut.stream().sorted().toList());
        }
        if (veiled) {
            facts.put("veiled", true);
        }
        return facts.isEmpty() ? null : Json.write(facts);
    }

    /** Reads it back. */
    public static RunFacts of(@Nullable String json) {
        Map<?, ?> facts = json != null && Json.parse(json) instanceof Map<?, ?> map ? map : Map.of();
        return new RunFacts(
                        Optional.ofNullable(facts.get("rerun_of")).map(Object::toString),
                        Boolean.TRUE.equals(facts.get("masked")),
                        0,
                        0,
                        null,
                        hidden(facts.get("hidden")),
                        cut(facts.get("cut")),
                        Boolean.TRUE.equals(facts.get("veiled")))
                .plus(facts);
    }

    private static Set<String> cut(@Nullable Object stored) {
        return stored instanceof List<?> names
                ? names.stream().map(String::valueOf).collect(Collectors.toSet())
                : Set.of();
    }

    private static Map<String, Object> hidden(@Nullable Object stored) {
        Map<String, Object> hidden = new LinkedHashMap<>();
        if (stored instanceof Map<?, ?> map) {
            map.forEach((name, value) -> hidden.put(String.valueOf(name), value));
        }
        return hidden;
    }
}
