package dev.refgate;

import dev.refgate.document.InvalidDocumentException;
import dev.refgate.error.NotFoundException;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowRepository;
import dev.refgate.repository.WorkflowTree;
import dev.refgate.run.CompiledWorkflows;
import dev.refgate.workflow.Workflow;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Looks up the workflows of commits, for those who read rather than run them. */
final class WorkflowStates {
    private static final int LARGEST_WORKFLOW = 1 << 20;

    private final WorkflowRepository repository;
    private final Admissions admissions;
    private final CompiledWorkflows compiled;

    WorkflowStates(WorkflowRepository repository, Admissions admissions, CompiledWorkflows compiled) {
        this.repository = repository;
        this.admissions = admissions;
        this.compiled = compiled;
    }

    /** The workflows of a commit, and what each has there; none is read. */
    SortedMap<WorkflowId, ContentId> contents(CommitId commit) {
        SortedMap<WorkflowId, ContentId> contents = new TreeMap<>();
        repository
                .treeAt(commit)
                .contentIds()
                .forEach((workflow, content) -> content.ifPresent(known -> contents.put(workflow, known)));
        return contents;
    }

    /**
     * Those of {@code target}, sorted by id.
     *
     * @param after the last id of the page before; empty for the first page
     */
    List<WorkflowState> page(Target target, Optional<String> after, int limit) {
        CommitId commit = admissions.commit(target);
        return repository.treeAt(commit).folderNames().stream()
                .filter(WorkflowId::isValid)
                .filter(name -> after.isEmpty() || name.compareTo(after.get()) > 0)
                .limit(limit)
                .map(name -> state(commit, new WorkflowId(name)))
                .toList();
    }

    WorkflowState one(WorkflowId workflow, Target target) {
        return state(admissions.commit(workflow, target), workflow);
    }

    /** One as a configuration of the hosted product. */
    HostedWorkflows.Exported export(WorkflowId workflow, Target target) {
        byte[] file = folder(repository.treeAt(admissions.commit(workflow, target)), workflow)
                .read(WorkflowFolder.WORKFLOW_FILE, LARGEST_WORKFLOW)
                .orElseThrow(() -> new NotFoundException(
                        "workflow: " + workflow + " has no " + WorkflowFolder.WORKFLOW_FILE + " there"));
        return HostedWorkflows.export(workflow.value(), file);
    }

    private static WorkflowFolder folder(WorkflowTree tree, WorkflowId id) {
        return tree.folder(id)
                .orElseThrow(() -> new NotFoundException("workflow: " + id + " is not in " + tree.label()
                        + " (expected a folder workflows/" + id + " there)"));
    }

    private WorkflowState state(CommitId commit, WorkflowId id) {
        WorkflowTree tree = repository.treeAt(commit);
        ContentId content = folder(tree, id).contentId().orElseThrow();
        try {
            Workflow workflow = compiled.find(tree, id).workflow().workflow();
            return new WorkflowState(id, commit, content, workflow.name(), workflow.description(), List.of());
        } catch (InvalidDocumentException e) {
            return new WorkflowState(id, commit, content, Optional.empty(), Optional.empty(), e.problems());
        }
    }
}
