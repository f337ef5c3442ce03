package dev.refgate;

import dev.refgate.document.DocumentReader;
import dev.refgate.internal.schema.NetworkntJsonSchemas;
import dev.refgate.internal.template.JinjaTemplates;
import dev.refgate.internal.yaml.YamlDocumentReader;
import dev.refgate.policy.PolicyParser;
import dev.refgate.run.BlockTypes;
import dev.refgate.run.RunLimits;
import dev.refgate.run.WorkflowCompiler;
import dev.refgate.workflow.WorkflowParser;

/**
 * The parts that need no repository, put together: the one place that says which library stands behind which port.
 */
record Engine(PolicyParser policies, WorkflowParser workflows, WorkflowCompiler compiler) {

    static Engine with(RunLimits limits) {
        DocumentReader reader = new YamlDocumentReader();
        BlockTypes types = BlockTypes.standard();
        return new Engine(
                new PolicyParser(reader),
                new WorkflowParser(reader, types.shapes()),
                new WorkflowCompiler(
                        types, new JinjaTemplates(limits.renderedText()), new NetworkntJsonSchemas(), limits));
    }

    RepositoryValidator validator() {
        return new RepositoryValidator(policies, workflows, compiler);
    }
}
