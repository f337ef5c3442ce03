package dev.refgate.diff;

import dev.refgate.document.MappingNode;
import dev.refgate.document.Node;
import dev.refgate.document.Problems;
import dev.refgate.document.ReadDocument;
import dev.refgate.error.RefgateException;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
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
 * @param document the file as YAML, if it was read as such
 * @param sensitiveInputs the inputs that say so, whether or not the rest of the file is right
 */
record WorkflowVersion(
        Optional<ContentId> content,
        Optional<Workflow> workflow,
        boolean exists,
        List<String> reasons,
        Optional<ReadDocument> document,
        SortedMap<String, Boolean> environmentKeys,
        Set<String> sensitiveInputs) {

    /** Reads versions. */
    record Reader(WorkflowParser parser, Templates templates) {

        WorkflowVersion read(WorkflowId id, Optional<WorkflowFolder> folder) {
            return folder.map(this::read)
                    .orElseGet(() -> new WorkflowVersion(
                            Optional.empty(),
                            Optional.of(nothing(id)),
                            false,
                            List.of(),
                            Optional.empty(),
                            new TreeMap<>(),
                            Set.of()));
        }

        private WorkflowVersion read(WorkflowFolder folder) {
            Problems problems = new Problems();
            try {
                WorkflowParser.Parsed parsed = parser.parseDocument(folder, problems);
                Optional<Node> root = parsed.document().flatMap(ReadDocument::root);
                List<String> reasons = problems.sorted().stream()
                        .map(problem -> LineMask.literals(problem.toString()))
                        .toList();
                return new WorkflowVersion(
                        folder.contentId(),
                        parsed.workflow(),
                        true,
                        reasons,
                        parsed.document(),
                        root.map(node -> EnvironmentKeys.of(node, templates)).orElseGet(TreeMap::new),
                        root.map(Reader::sensitiveInputs).orElse(Set.of()));
            } catch (RefgateException e) {
                String reason = folder.displayPath(WorkflowFolder.WORKFLOW_FILE) + ": " + e.getMessage();
                return new WorkflowVersion(
                        folder.contentId(),
                        Optional.empty(),
                        true,
                        List.of(reason),
                        Optional.empty(),
                        new TreeMap<>(),
                        Set.of());
            }
        }

        private static Set<String> sensitiveInputs(Node root) {
            return root instanceof MappingNode workflow
                            && workflow.find("inputs").orElse(root) instanceof MappingNode inputs
                    ? inputs.entries().stream()
                            .filter(entry -> Mask.isSensitive(entry.value().value()))
                            .map(MappingNode.Entry::key)
                            .collect(Collectors.toSet())
                    : Set.of();
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
}
