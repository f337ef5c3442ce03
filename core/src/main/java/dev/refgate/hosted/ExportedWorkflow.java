package dev.refgate.hosted;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A workflow as a configuration of the hosted product.
 *
 * @param config what {@code workflow_config} says
 */
public record ExportedWorkflow(Map<String, @Nullable Object> config, List<Remark> remarks) {
    public ExportedWorkflow {
        remarks = List.copyOf(remarks);
    }
}
