package dev.refgate.diff;

import dev.refgate.document.DocumentReader;
import dev.refgate.document.Node;
import dev.refgate.document.Problem;
import dev.refgate.document.Problems;
import dev.refgate.error.RefgateException;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import dev.refgate.workflow.InputDeclaration;
import dev.refgate.workflow.Templates;
import dev.refgate.workflow.Workflow;
import dev.refgate.workflow.WorkflowParser;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A workflow on one side.
 *
 * @param content its id, where known
 * @param workflow empty when the file cannot be read; a workflow without anything when there is none
 * @param exists whether there is one
 * @param reasons why it cannot be read
 * @param environmentKeys what its templates read of {@code _env}; see {@link EnvironmentKeys}
 */
record WorkflowVersion(
        Optional<ContentId> content,
        Optional<Workflow> workflow,
        boolean exists,
        List<String> reasons,
        SortedMap<String, Boolean> environmentKeys) {

    /** Reads versions. */
    record Reader(DocumentReader documents, WorkflowParser parser, Templates templates) {

        WorkflowVersion read(WorkflowId id, Optional<WorkflowFolder> folder) {
            return folder.map(this::read)
                    .orElseGet(() -> new WorkflowVersion(
                            Optional.empty(), Optional.of(nothing(id)), false, List.of(), new TreeMap<>()));
        }

        private WorkflowVersion read(WorkflowFolder folder) {
            Problems problems = new Problems();
            SortedMap<String, Boolean> keys = new TreeMap<>();
            Optional<Workflow> workflow = Optional.empty();
            List<String> reasons;
            try {
                workflow = parser.parse(folder, problems);
                keys = document(folder)
                        .map(root -> EnvironmentKeys.of(root, templates))
                        .orElse(keys);
                reasons = problems.sorted().stream()
                        .map(Problem::toString)
                        .map(LineMask::literals)
                        .toList();
            } catch (RefgateException e) {
                reasons = List.of(folder.displayPath(WorkflowFolder.WORKFLOW_FILE) + ": " + e.getMessage());
            }
            return new WorkflowVersion(folder.contentId(), workflow, true, reasons, keys);
        }

        private Optional<Node> document(WorkflowFolder folder) {
            return folder.read(WorkflowFolder.WORKFLOW_FILE, FileVersion.LARGEST)
                    .flatMap(bytes ->
                            documents.read(folder.displayPath(WorkflowFolder.WORKFLOW_FILE), bytes, new Problems()));
        }

        private static Workflow nothing(WorkflowId id) {
            return new Workflow(
                    id,
                    WorkflowFolder.WORKFLOW_FILE,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty());
        }
    }

    Set<String> sensitiveInputs() {
        return workflow.stream()
                .flatMap(each -> each.inputs().stream())
                .filter(InputDeclaration::sensitive)
                .map(InputDeclaration::name)
                .collect(Collectors.toSet());
    }
}
