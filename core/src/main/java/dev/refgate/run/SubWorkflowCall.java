package dev.refgate.run;

import dev.refgate.document.Location;
import dev.refgate.repository.WorkflowId;
import java.util.Set;

/**
 * What a block wants of a workflow that it runs; checked where both are known.
 *
 * @param location where the block names it
 * @param workflow which
 * @param inputs the inputs that it always gets, and so has to declare
 * @param offered the inputs that it gets where it declares them
 * @param outputs the outputs that it has to have
 */
public record SubWorkflowCall(
        Location location, WorkflowId workflow, Set<String> inputs, Set<String> offered, Set<String> outputs) {

    public SubWorkflowCall {
        inputs = Set.copyOf(inputs);
        offered = Set.copyOf(offered);
        outputs = Set.copyOf(outputs);
    }
}
