package dev.refgate.hosted;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Blocks that ask language models: what they are told is the same, where the answer is found is not. */
final class LlmBlocks {
    private static final List<String> ROLES = List.of("system", "developer", "user", "assistant");
    private static final List<String> NUMBERS = List.of("max_tokens", "temperature");
    private static final Pattern OUTPUT = Pattern.compile("(\\s*\\.\\s*output)((?:\\s*\\.\\s*\\w+)?)");
    private static final Pattern OWN_OUTPUT = Pattern.compile("(\\s*\\.\\s*output)\\s*\\.\\s*(?:text|json)");

    private LlmBlocks() {}

    private static boolean isJson(HostedBlock block) {
        return "json_object".equals(block.inputs().get("response_format"));
    }

    /** Where a template finds the answer here that found it there under {@code path}. */
    static String imported(String path, HostedBlock block) {
        return OUTPUT.matcher(path).replaceFirst("$1" + (isJson(block) ? ".json" : ".text") + "$2");
    }

    /** The other way. */
    static String exported(String path) {
        return OWN_OUTPUT.matcher(path).replaceFirst("$1");
    }

    static void read(HostedBlock block, Map<String, @Nullable Object> step, Remarks remarks) {
        Map<String, @Nullable Object> inputs = block.inputs();
        step.put("type", "llm");
        step.put("base_url", BlockForms.LLM_BASE_URL);
        step.put("api_key", BlockForms.LLM_API_KEY);
        remarks.settings(
                "LLM_BASE_URL (up to /chat/completions) and LLM_API_KEY in the settings of each environment: who answers"
                        + " models is yours to say here");
        step.put("model", inputs.get("model"));
        if (!(inputs.get("model") instanceof String)) {
            remarks.toDo(block.where(), "model: " + inputs.get("model") + " (expected a model's name)");
        }
        step.put("messages", messages(block, remarks));
        for (String number : NUMBERS) {
            if (inputs.get(number) instanceof Number value) {
                step.put(number, value);
            } else {
                remarks.lostIfAny(block.where(), inputs, "no number", number);
            }
        }
        if (isJson(block)) {
            step.put("response", "json");
            remarks.check(block.where(), "its output is parsed JSON here, found under .output.json");
        } else if (!"text".equals(inputs.getOrDefault("response_format", "text"))) {
            remarks.lost(
                    block.where(),
                    "response_format " + inputs.get("response_format") + " (known are text, json_object)");
        }
        remarks.lostBut(
                block.where(),
                inputs,
                "llm has no such key",
                List.of("model", "response_format", "max_tokens", "temperature", "prompt_items"));
    }

    private static List<Object> messages(HostedBlock block, Remarks remarks) {
        List<Object> messages = new ArrayList<>();
        for (Map<String, @Nullable Object> item :
                HostedConfig.mappings(block.inputs(), "prompt_items", block.where())) {
            Map<String, @Nullable Object> message = new LinkedHashMap<>();
            message.put("role", item.get("role"));
            message.put("content", item.get("content"));
            messages.add(message);
            if (!ROLES.contains(String.valueOf(item.get("role")))) {
                remarks.toDo(
                        block.where(), "a message's role: " + item.get("role") + " (expected one of " + ROLES + ")");
            }
            remarks.lostBut(block.where() + ", a message", item, "not known", List.of("role", "content", "id"));
        }
        if (messages.isEmpty()) {
            remarks.toDo(block.where(), "it has no prompt_items (expected at least one message)");
        }
        return messages;
    }

    /** The settings there of a block here. */
    static Map<String, @Nullable Object> inputs(Map<String, @Nullable Object> step, String where, Remarks remarks) {
        Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
        inputs.put("model", step.get("model"));
        inputs.put("prompt_items", step.get("messages"));
        for (String number : NUMBERS) {
            if (step.get(number) != null) {
                inputs.put(number, step.get(number));
            }
        }
        Object response = step.getOrDefault("response", "text");
        inputs.put("response_format", "text".equals(response) ? "text" : "json_object");
        if (response instanceof Map<?, ?>) {
            remarks.lost(where, "response: the answer's schema; the hosted product is told of json_object alone");
        }
        if (!BlockForms.LLM_BASE_URL.equals(step.get("base_url"))) {
            remarks.lost(where, "base_url: the hosted product chooses who answers models");
        }
        if (!BlockForms.LLM_API_KEY.equals(step.get("api_key"))) {
            remarks.lostIfAny(where, step, "the hosted product has keys of its own", "api_key");
        }
        remarks.lostIfAny(where, step, "the hosted product has no such setting", "prices", "stream");
        return inputs;
    }
}
