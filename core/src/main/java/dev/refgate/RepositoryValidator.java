package dev.refgate;

import dev.refgate.document.Location;
import dev.refgate.document.Problem;
import dev.refgate.document.Problems;
import dev.refgate.policy.PolicyParser;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowTree;
import dev.refgate.run.CompiledTree;
import dev.refgate.run.WorkflowCompiler;
import dev.refgate.workflow.WorkflowParser;
import java.util.List;

/** Finds everything that is wrong in the files of a commit or a folder: what compiles here, runs there. */
final class RepositoryValidator {
    private final PolicyParser policies;
    private final WorkflowParser workflows;
    private final WorkflowCompiler compiler;

    RepositoryValidator(PolicyParser policies, WorkflowParser workflows, WorkflowCompiler compiler) {
        this.policies = policies;
        this.workflows = workflows;
        this.compiler = compiler;
    }

    List<Problem> problems(WorkflowTree tree) {
        Problems problems = new Problems();
        tree.policyFile()
                .ifPresentOrElse(
                        file -> policies.parse(file, problems),
                        () -> problems.add(
                                Location.ofFile(WorkflowTree.POLICY_FILE),
                                "missing in " + tree.label()
                                        + " (expected a file at the repository's root: refgate init" + " writes one)"));
        CompiledTree compiled = new CompiledTree(tree, workflows, compiler);
        tree.folderNames().forEach(name -> check(compiled, name, problems));
        return problems.sorted();
    }

    private static void check(CompiledTree tree, String name, Problems problems) {
        if (!WorkflowId.isValid(name)) {
            problems.add(
                    Location.ofFile(WorkflowTree.WORKFLOWS_FOLDER + "/" + name),
                    "\"" + name + "\" cannot be a workflow's id (expected " + WorkflowId.PATTERN
                            + ", and not one of: execute, revisions): rename the folder");
            return;
        }
        tree.check(new WorkflowId(name), problems);
    }
}
