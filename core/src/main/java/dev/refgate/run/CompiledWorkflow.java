package dev.refgate.run;

import dev.refgate.workflow.Workflow;

/** A workflow that is ready to run. Immutable; any number of runs share it. */
public final class CompiledWorkflow {
    private final Workflow workflow;

    CompiledWorkflow(Workflow workflow) {
        this.workflow = workflow;
    }

    /** What it was compiled from. */
    public Workflow workflow() {
        return workflow;
    }
}
