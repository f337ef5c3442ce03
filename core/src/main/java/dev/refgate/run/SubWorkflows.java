package dev.refgate.run;

import dev.refgate.repository.WorkflowId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs the sub-workflows of one attempt of a block: as the run's commit has them, with the run's {@code _env}, and no longer
 * than the attempt may take. Their events are the run's, with the path of the block in front.
 */
public interface SubWorkflows {

    /** Whether it declares this input. */
    boolean declares(WorkflowId workflow, String input);

    /** An input's value as a record may show it: {@code ***} where the workflow calls the input sensitive. */
    @Nullable
    Object shown(WorkflowId workflow, String input, @Nullable Object value);

    /**
     * Runs one to its end, on the calling thread.
     *
     * @return its outputs
     * @throws BlockException when it did not succeed; names it, its block, and the error
     */
    Map<String, Object> run(WorkflowId workflow, Map<String, Object> inputs);

    /**
     * The same for one item of several.
     *
     * @param item its index, which events and errors name
     */
    Map<String, Object> run(WorkflowId workflow, int item, Map<String, Object> inputs);

    /**
     * Runs one for each item. When one fails, the others are cancelled and no more begin.
     *
     * @param inputs of each item
     * @param parallel how many at most run at the same time; the calling thread is one of them
     * @return the outputs in the items' order
     * @throws BlockException for the item that failed first
     */
    List<Map<String, Object>> runEach(WorkflowId workflow, List<Map<String, Object>> inputs, int parallel);
}
