package dev.refgate.hosted;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which block of the hosted product is which type here. */
final class BlockForms {
    static final String PREFIX = "com.scoutos.";
    /** Blocks that the hosted product does not have go there and back under such names. */
    static final String OWN_PREFIX = "refgate.";

    static final String INPUT = "input";
    static final String LLM = "llm";
    static final String CONDITIONAL = "conditional";
    static final String THEN = "then";
    static final String ELSE = "else";

    /** The endpoint is the product's there; here the environment's settings say which. */
    static final String LLM_BASE_URL = "{{ _env.LLM_BASE_URL }}";

    static final String LLM_API_KEY = "{{ _env.LLM_API_KEY }}";

    /** Keys of {@code block_inputs} that are the block's keys here, under these names. */
    static final Map<String, Map<String, String>> SAME = Map.of(
            "continue_if", Map.of("condition", "condition"),
            "stop_if", Map.of("condition", "condition"),
            "http", Map.of("method", "method", "url", "url"),
            "reduce", Map.of("items", "items", "reducer_workflow", "workflow", "initial_value", "initial"));

    private static final Map<String, String> ALIASES = Map.of(
            "inputs", INPUT,
            "condition", CONDITIONAL,
            "continueif", "continue_if",
            "stopif", "stop_if",
            "http_request", "http",
            "httprequest", "http");

    private static final Set<String> KNOWN =
            Set.of(INPUT, LLM, CONDITIONAL, "continue_if", "stop_if", "http", "reduce");

    private BlockForms() {}

    /** The kind of a block there, or its whole archetype when it is none that has a type here. */
    static String kind(String archetype) {
        if (!archetype.startsWith(PREFIX)) {
            return archetype;
        }
        String last = archetype
                .substring(PREFIX.length())
                .toLowerCase(Locale.ROOT)
                .replace('-', '_')
                .replace('.', '_');
        String kind = ALIASES.getOrDefault(last, last);
        return KNOWN.contains(kind) ? kind : archetype;
    }

    /** Whether the names of its keys are known from files that somebody published; of the others, labels alone are. */
    static boolean isPublished(String kind) {
        return List.of(INPUT, LLM).contains(kind);
    }
}
