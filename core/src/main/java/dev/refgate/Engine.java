package dev.refgate;

import dev.refgate.diff.Differ;
import dev.refgate.document.DocumentReader;
import dev.refgate.document.JsonFormat;
import dev.refgate.internal.http.GuardedHttpCalls;
import dev.refgate.internal.schema.NetworkntJsonSchemas;
import dev.refgate.internal.script.GraalScripts;
import dev.refgate.internal.template.JinjaTemplates;
import dev.refgate.internal.yaml.CanonicalYaml;
import dev.refgate.internal.yaml.Json;
import dev.refgate.internal.yaml.YamlDocumentReader;
import dev.refgate.policy.PolicyParser;
import dev.refgate.run.AllowedAddresses;
import dev.refgate.run.BlockServices;
import dev.refgate.run.BlockTypes;
import dev.refgate.run.Documents;
import dev.refgate.run.RunLimits;
import dev.refgate.run.WorkflowCompiler;
import dev.refgate.test.TestSuiteParser;
import dev.refgate.workflow.JsonSchemas;
import dev.refgate.workflow.Templates;
import dev.refgate.workflow.WorkflowParser;

/**
 * The parts that need no repository, put together: the one place that says which library stands behind which port.
 */
record Engine(
        PolicyParser policies,
        WorkflowParser workflows,
        WorkflowCompiler compiler,
        TestSuiteParser tests,
        BlockTypes types,
        Differ differ,
        JsonFormat json,
        GraalScripts scripts)
        implements AutoCloseable {

    /**
     * @param allowed what blocks may call beside the public internet
     */
    static Engine with(RunLimits limits, AllowedAddresses allowed) {
        return with(limits, allowed, Documents.NONE);
    }

    /**
     * @param documents what runs keep
     */
    static Engine with(RunLimits limits, AllowedAddresses allowed, Documents documents) {
        DocumentReader reader = new YamlDocumentReader();
        JsonFormat json = new Json();
        JsonSchemas schemas = new NetworkntJsonSchemas();
        GraalScripts scripts = new GraalScripts(limits.script(), json);
        BlockTypes types = BlockTypes.standard(
                new BlockServices(json, schemas, scripts, new GuardedHttpCalls(allowed), documents));
        Templates templates = new JinjaTemplates(limits.renderedText());
        WorkflowParser workflows = new WorkflowParser(reader, types.shapes());
        return new Engine(
                new PolicyParser(reader),
                workflows,
                new WorkflowCompiler(types, templates, schemas, limits),
                new TestSuiteParser(reader),
                types,
                new Differ(reader, new CanonicalYaml(), workflows, templates),
                json,
                scripts);
    }

    RepositoryValidator validator() {
        return new RepositoryValidator(policies, workflows, compiler, tests);
    }

    /** Ends the threads that scripts run on, if there are any. */
    @Override
    public void close() {
        scripts.close();
    }
}
