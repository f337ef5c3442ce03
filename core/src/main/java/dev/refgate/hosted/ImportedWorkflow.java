package dev.refgate.hosted;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A configuration of the hosted product as a workflow.
 *
 * @param id what the configuration's key makes, if that can be an id
 * @param workflow what workflow.yml says
 */
public record ImportedWorkflow(Optional<String> id, Map<String, @Nullable Object> workflow, List<Remark> remarks) {
    public ImportedWorkflow {
        remarks = List.copyOf(remarks);
    }
}
