package dev.refgate.run;

import java.util.List;
import java.util.Set;

/**
 * What the workflows of one tree have to know of each other.
 *
 * @param inputs the declared ones
 * @param required those without which it does not run
 * @param outputs the names of what it gives
 * @param calls what it wants of others, in the file's order
 */
record WorkflowInterface(Set<String> inputs, Set<String> required, Set<String> outputs, List<SubWorkflowCall> calls) {

    static WorkflowInterface of(CompiledWorkflow workflow) {
        return new WorkflowInterface(
                Set.copyOf(workflow.inputs().names()),
                workflow.inputs().required(),
                workflow.outputs().names(),
                workflow.calls());
    }
}
