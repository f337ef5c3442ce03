package dev.refgate.run;

import dev.refgate.document.Problems;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.workflow.JsonSchemas;
import dev.refgate.workflow.Templates;
import dev.refgate.workflow.Workflow;
import java.util.Optional;

/** Turns a workflow into one that is ready to run, and thereby proves that it can be. */
public final class WorkflowCompiler {
    private final BlockTypes types;
    private final Templates templates;
    private final JsonSchemas schemas;
    private final RunLimits limits;

    public WorkflowCompiler(BlockTypes types, Templates templates, JsonSchemas schemas, RunLimits limits) {
        this.types = types;
        this.templates = templates;
        this.schemas = schemas;
        this.limits = limits;
    }

    /**
     * @param folder where blocks' files are
     * @param problems receives everything that is wrong, all at once
     * @return the compiled workflow; empty when there was any problem
     */
    public Optional<CompiledWorkflow> compile(Workflow workflow, WorkflowFolder folder, Problems problems) {
        throw new UnsupportedOperationException("to be written: " + types + templates + schemas + limits);
    }
}
