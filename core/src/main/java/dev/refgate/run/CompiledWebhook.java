package dev.refgate.run;

import dev.refgate.run.CompiledOutputs.Output;
import dev.refgate.workflow.Reference;
import dev.refgate.workflow.Scope;
import dev.refgate.workflow.TemplateException;
import dev.refgate.workflow.Webhook;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A webhook, ready to turn requests into inputs. */
public final class CompiledWebhook {
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Set<String> declared;
    private final List<Output> inputs;
    private final int maxBody;

    /**
     * @param declared the workflow's inputs
     * @param inputs those that are made by templates
     * @param maxBody how many bytes a request's body may have
     */
    CompiledWebhook(Set<String> declared, List<Output> inputs, int maxBody) {
        this.maxBody = maxBody;
        this.declared = Set.copyOf(declared);
        this.inputs = List.copyOf(inputs);
    }

    /** What is wrong with a reference of its templates, if anything is. */
    static Optional<String> problem(Reference reference) {
        return Webhook.INPUTS.contains(reference.root())
                ? Optional.empty()
                : Optional.of("unknown name \"" + reference.root() + "\" in the template (expected one of: "
                        + Webhook.BODY + ", " + Webhook.HEADERS + ")");
    }

    /** How many bytes a request's body may have. */
    public int maxBody() {
        return maxBody;
    }

    /**
     * The inputs of a run; not yet checked.
     *
     * @param body what was sent, a JSON value
     * @param headers what was sent with it, names in lower case
     * @throws TemplateException when they cannot be made of this
     */
    public Map<String, Object> inputs(@Nullable Object body, Map<String, String> headers) {
        Map<String, @Nullable Object> sent = new LinkedHashMap<>();
        sent.put(Webhook.BODY, body);
        sent.put(Webhook.HEADERS, headers);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        sent.forEach((name, value) -> {
            if (declared.contains(name)) {
                values.put(name, value);
            }
        });
        Scope scope = scope(sent);
        for (Output input : inputs) {
            try {
                values.put(input.name(), input.value().render(scope));
            } catch (TemplateException e) {
                throw new TemplateException("inputs." + input.name() + ": " + e.getMessage(), e);
            }
        }
        return values;
    }

    private static Scope scope(Map<String, @Nullable Object> sent) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        return new Scope() {
            @Override
            public @Nullable Object find(String name) {
                return sent.containsKey(name) ? sent.get(name) : MISSING;
            }

            @Override
            public long deadlineNanos() {
                return deadline;
            }
        };
    }
}
