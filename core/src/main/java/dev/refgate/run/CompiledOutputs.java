package dev.refgate.run;

import dev.refgate.workflow.Scope;
import dev.refgate.workflow.TemplateException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The outputs of a run, as the workflow declares them; without a declaration the outputs of the leaf blocks. */
final class CompiledOutputs {
    private final List<Output> outputs;

    CompiledOutputs(List<Output> outputs) {
        this.outputs = List.copyOf(outputs);
    }

    /** In the file's order. */
    Set<String> names() {
        return outputs.stream().map(Output::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The output of a block that nothing waits for. */
    static Output leaf(String block) {
        return new Output(block, scope -> {
            Object view = scope.find(block);
            return view instanceof BlockView ended ? ended.get(BlockView.OUTPUT) : null;
        });
    }

    /**
     * @throws TemplateException when one cannot be rendered; names it
     */
    Map<String, Object> render(Scope scope) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(outputs.size() * 2);
        for (Output output : outputs) {
            try {
                values.put(output.name(), output.value().render(scope));
            } catch (TemplateException e) {
                throw new TemplateException("outputs." + output.name() + ": " + e.getMessage(), e);
            }
        }
        return Collections.unmodifiableMap(values);
    }

    /** One of them. */
    record Output(String name, ValueTemplate value) {}
}
