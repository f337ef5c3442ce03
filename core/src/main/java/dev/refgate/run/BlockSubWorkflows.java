package dev.refgate.run;

import dev.refgate.repository.WorkflowId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The sub-workflows of one attempt of a block in a run. */
final class BlockSubWorkflows implements SubWorkflows {
    private final Run run;
    private final CompiledBlock block;
    private final Deadline deadline;

    BlockSubWorkflows(Run run, CompiledBlock block, Deadline deadline) {
        this.run = run;
        this.block = block;
        this.deadline = deadline;
    }

    @Override
    public boolean declares(WorkflowId workflow, String input) {
        return run.request().workflow().subWorkflow(workflow).inputs().names().contains(input);
    }

    @Override
    public @Nullable Object shown(WorkflowId workflow, String input, @Nullable Object value) {
        boolean sensitive =
                run.request().workflow().subWorkflow(workflow).sensitiveInputs().contains(input);
        return sensitive && value != null ? Secrets.MASK : value;
    }

    @Override
    public Map<String, Object> run(WorkflowId workflow, Map<String, Object> inputs) {
        return new SubRun(run, block.id(), workflow, deadline, run.cancellation())
                .outputs(inputs, event -> run.tell(block, event));
    }

    @Override
    public Map<String, Object> run(WorkflowId workflow, int item, Map<String, Object> inputs) {
        return run(workflow, item, inputs, run.cancellation());
    }

    private Map<String, Object> run(
            WorkflowId workflow, int item, Map<String, Object> inputs, Cancellation cancellation) {
        String place = block.id() + "[" + item + "]";
        try {
            return new SubRun(run, place, workflow, deadline, cancellation)
                    .outputs(inputs, event -> run.tell(block, event));
        } catch (BlockException e) {
            throw new BlockException("item " + item + ": " + e.getMessage(), e.retryable(), e);
        }
    }

    @Override
    public List<Map<String, Object>> runEach(WorkflowId workflow, List<Map<String, Object>> inputs, int parallel) {
        @Nullable Map<String, Object>[] outputs = newArray(inputs.size());
        AtomicLong left = new AtomicLong(run.resources().limits().outputBytes());
        ParallelJobs jobs = new ParallelJobs(run, inputs.size(), (item, siblings) -> {
            Map<String, Object> made = run(workflow, item, inputs.get(item), siblings);
            if (left.addAndGet(-JsonSize.of(made)) < 0) {
                throw run.outputTooLarge();
            }
            outputs[item] = made;
        });
        jobs.run(parallel);
        return java.util.Collections.unmodifiableList(new ArrayList<>(Arrays.asList(outputs)));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static @Nullable Map<String, Object>[] newArray(int length) {
        return new Map[length];
    }
}
