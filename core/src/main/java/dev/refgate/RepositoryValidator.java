package dev.refgate;

import dev.refgate.document.Location;
import dev.refgate.document.Problem;
import dev.refgate.document.Problems;
import dev.refgate.policy.Policy;
import dev.refgate.policy.PolicyParser;
import dev.refgate.repository.KeptFolder;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowTree;
import dev.refgate.run.CompiledTree;
import dev.refgate.run.WorkflowCompiler;
import dev.refgate.test.TestFile;
import dev.refgate.test.TestSuiteParser;
import dev.refgate.workflow.WorkflowParser;
import java.util.List;
import java.util.Optional;

/** Finds everything that is wrong in the files of a commit or a folder: what compiles here, runs there. */
final class RepositoryValidator {
    private final PolicyParser policies;
    private final WorkflowParser workflows;
    private final WorkflowCompiler compiler;
    private final TestSuiteParser tests;

    RepositoryValidator(
            PolicyParser policies, WorkflowParser workflows, WorkflowCompiler compiler, TestSuiteParser tests) {
        this.policies = policies;
        this.workflows = workflows;
        this.compiler = compiler;
        this.tests = tests;
    }

    List<Problem> problems(WorkflowTree tree) {
        Problems problems = new Problems();
        Optional<byte[]> policyFile = tree.policyFile();
        if (policyFile.isEmpty()) {
            problems.add(
                    Location.ofFile(WorkflowTree.POLICY_FILE),
                    "missing in " + tree.label()
                            + " (expected a file at the repository's root: refgate init writes one)");
        }
        Optional<Policy> policy = policyFile.flatMap(file -> policies.parse(file, problems));
        List<String> names = List.copyOf(tree.folderNames());
        List<WorkflowId> ids =
                names.stream().filter(WorkflowId::isValid).map(WorkflowId::new).toList();
        CompiledTree compiled = new CompiledTree(tree, workflows, compiler);
        compiled.prepare(ids);
        names.forEach(name -> check(compiled, name, problems));
        Optional<TriggerEnvironments> environments = policy.map(TriggerEnvironments::new);
        ids.parallelStream()
                .flatMap(id -> tree.folder(id).stream())
                .map(KeptFolder::new)
                .map(folder -> surroundings(folder, environments))
                .toList()
                .forEach(problems::addAll);
        return problems.sorted();
    }

    /** What is wrong in a workflow's tests, and in what starts it. */
    private List<Problem> surroundings(WorkflowFolder folder, Optional<TriggerEnvironments> environments) {
        Problems problems = new Problems();
        if (TestFile.isIn(folder)) {
            problems.addAll(testProblems(folder));
        }
        environments.ifPresent(all -> all.check(workflows.triggers(folder), problems));
        return problems.sorted();
    }

    /** Tests are checked against the blocks that there are, so a workflow whose own file is wrong has to wait for that. */
    private List<Problem> testProblems(WorkflowFolder folder) {
        Problems problems = new Problems();
        workflows.parse(folder, new Problems()).ifPresent(workflow -> tests.parse(folder, workflow, problems));
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
