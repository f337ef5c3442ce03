package dev.refgate.workflow;

import dev.refgate.document.MappingNode;
import dev.refgate.document.SequenceNode;
import dev.refgate.repository.WorkflowId;
import java.util.List;
import java.util.Optional;

/**
 * A workflow, as its file says it: right in shape and in its graph (ids unique, edges lead somewhere, no cycle). What is
 * inside templates is checked when it is compiled.
 *
 * @param id the folder's name
 * @param file the path of its workflow.yml, for messages
 * @param name for people
 * @param description for people
 * @param inputs in the file's order
 * @param triggers what starts it besides a call, as the file has it
 * @param blocks in the file's order, which is no order of execution
 * @param outputs names and values with templates; empty when the leaf blocks' outputs are the run's
 */
public record Workflow(
        WorkflowId id,
        String file,
        Optional<String> name,
        Optional<String> description,
        List<InputDeclaration> inputs,
        Optional<SequenceNode> triggers,
        List<Block> blocks,
        Optional<MappingNode> outputs) {

    public Workflow {
        inputs = List.copyOf(inputs);
        blocks = List.copyOf(blocks);
    }

    /** The webhook that it declares, if it does. */
    public Optional<Webhook> webhook() {
        return triggers.flatMap(Webhook::among);
    }

    /** When it is to be run by the clock. */
    public List<Schedule> schedules() {
        return triggers.map(Schedule::among).orElse(List.of());
    }
}
