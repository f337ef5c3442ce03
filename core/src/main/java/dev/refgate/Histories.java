package dev.refgate;

import dev.refgate.document.Nearest;
import dev.refgate.error.NotFoundException;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.Revision;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowRepository;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells the revisions of a workflow, and where they run. */
final class Histories {
    private final WorkflowRepository repository;
    private final PolicySource policies;
    private final EnvironmentStates environments;

    Histories(WorkflowRepository repository, PolicySource policies, EnvironmentStates environments) {
        this.repository = repository;
        this.policies = policies;
        this.environments = environments;
    }

    List<RevisionLine> of(WorkflowId workflow) {
        CommitId tip = policies.sourceTip();
        List<Revision> revisions = repository.revisions(workflow, tip);
        if (revisions.isEmpty()) {
            throw new NotFoundException("workflow: " + workflow + " has no revision on " + policies.sourceRef()
                    + " (expected a workflow that is or was there"
                    + Nearest.hint(workflow.value(), repository.treeAt(tip).folderNames()) + ")");
        }
        Map<ContentId, List<String>> holders = holders(workflow);
        return revisions.stream()
                .map(revision -> new RevisionLine(revision, holders.getOrDefault(revision.content(), List.of())))
                .toList();
    }

    private Map<ContentId, List<String>> holders(WorkflowId workflow) {
        Map<ContentId, List<String>> holders = new HashMap<>();
        environments
                .commits()
                .forEach((name, commit) -> repository
                        .treeAt(commit)
                        .folder(workflow)
                        .flatMap(WorkflowFolder::contentId)
                        .ifPresent(content -> holders.computeIfAbsent(content, any -> new ArrayList<>())
                                .add(name)));
        return holders;
    }
}
