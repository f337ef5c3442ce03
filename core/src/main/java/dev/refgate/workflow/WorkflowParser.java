package dev.refgate.workflow;

import dev.refgate.document.DocumentReader;
import dev.refgate.document.Location;
import dev.refgate.document.MappingNode;
import dev.refgate.document.Node;
import dev.refgate.document.ObjectShape;
import dev.refgate.document.Problems;
import dev.refgate.document.ReadDocument;
import dev.refgate.document.SequenceNode;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.repository.KeptFolder;
import dev.refgate.repository.WorkflowFolder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads workflow.yml: its shape, and the graph that its blocks make. Safe for use by many threads. */
public final class WorkflowParser {
    private static final int LARGEST_FILE = 1 << 20;
    private static final String TRIGGERS = "triggers";

    private final DocumentReader reader;
    private final Map<String, BlockShape> types = new LinkedHashMap<>();
    private final ObjectShape shape;

    /**
     * @param shapes of the block types that there are
     */
    public WorkflowParser(DocumentReader reader, List<BlockShape> shapes) {
        this.reader = reader;
        this.shape = WorkflowShape.of(shapes);
        shapes.forEach(each -> types.put(each.type(), each));
    }

    /** What a workflow.yml with these block types has to look like. */
    public ObjectShape shape() {
        return shape;
    }

    /**
     * @param problems receives everything that is wrong, all at once
     * @return the workflow; empty when there was any problem
     */
    public Optional<Workflow> parse(WorkflowFolder folder, Problems problems) {
        return parseDocument(folder, problems).workflow();
    }

    /**
     * A workflow, and the document that it was made of.
     *
     * @param workflow empty when there was any problem
     * @param document empty when there is no file, or none that is read as YAML
     */
    public record Parsed(Optional<Workflow> workflow, Optional<ReadDocument> document) {}

    /**
     * The same as {@link #parse}, for those who look at the document, too.
     *
     * @param problems receives everything that is wrong, all at once
     */
    public Parsed parseDocument(WorkflowFolder folder, Problems problems) {
        int before = problems.count();
        WorkflowFolder kept = folder instanceof KeptFolder ? folder : new KeptFolder(folder);
        String file = folder.displayPath(WorkflowFolder.WORKFLOW_FILE);
        Optional<ReadDocument> document =
                content(kept, file, problems).map(content -> ReadDocument.of(reader, file, content));
        FolderCheck.check(kept, problems);
        document.ifPresent(read -> problems.addAll(read.problems()));
        Optional<Workflow> workflow =
                document.flatMap(ReadDocument::root).flatMap(root -> workflow(folder, root, before, problems));
        return new Parsed(workflow, document);
    }

    private Optional<Workflow> workflow(WorkflowFolder folder, Node root, int before, Problems problems) {
        shape.check(root, problems);
        Optional<MappingNode> file =
                Optional.of(root).filter(MappingNode.class::isInstance).map(MappingNode.class::cast);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        List<BlockOutline> outlines = outlines(file.get());
        new BlocksCheck(outlines, problems).check();
        Optional<MappingNode> inputs =
                file.get().find("inputs").filter(MappingNode.class::isInstance).map(MappingNode.class::cast);
        file.get().find(TRIGGERS).ifPresent(new TriggersCheck(inputs, problems)::check);
        return problems.count() == before
                ? Optional.of(workflow(folder, file.get(), inputs, outlines))
                : Optional.empty();
    }

    /**
     * The triggers of a workflow, as far as they can be read, whatever else is wrong with its files. Files without any are not
     * parsed.
     */
    public List<Trigger> triggers(WorkflowFolder folder) {
        List<Trigger> triggers = new ArrayList<>();
        Problems unread = new Problems();
        String file = folder.displayPath(WorkflowFolder.WORKFLOW_FILE);
        content(folder, file, unread)
                .filter(content -> new String(content, StandardCharsets.UTF_8).contains(TRIGGERS))
                .flatMap(content -> reader.read(file, content, unread))
                .filter(MappingNode.class::isInstance)
                .flatMap(root -> ((MappingNode) root).find(TRIGGERS))
                .filter(SequenceNode.class::isInstance)
                .map(SequenceNode.class::cast)
                .ifPresent(list -> {
                    triggers.addAll(Schedule.among(list));
                    Webhook.among(list).ifPresent(triggers::add);
                });
        return triggers;
    }

    private static Optional<byte[]> content(WorkflowFolder folder, String file, Problems problems) {
        boolean listed =
                folder.entries().stream().anyMatch(entry -> entry.path().equals(WorkflowFolder.WORKFLOW_FILE));
        if (!listed) {
            problems.add(Location.ofFile(file), "the file is missing (expected it in every workflow's folder)");
        } else {
            try {
                return folder.read(WorkflowFolder.WORKFLOW_FILE, LARGEST_FILE)
                        .filter(content -> !FolderCheck.isPointer(content));
            } catch (InvalidArgumentException e) {
                problems.add(
                        Location.ofFile(file), "the file is too large (expected at most " + LARGEST_FILE + " bytes)");
            }
        }
        return Optional.empty();
    }

    private List<BlockOutline> outlines(MappingNode file) {
        List<BlockOutline> outlines = new ArrayList<>();
        if (file.find("blocks").orElse(null) instanceof SequenceNode blocks) {
            for (Node block : blocks.items()) {
                if (block instanceof MappingNode settings) {
                    outlines.add(BlockOutline.of(settings, outlines, types));
                }
            }
        }
        return outlines;
    }

    private static Workflow workflow(
            WorkflowFolder folder, MappingNode file, Optional<MappingNode> inputs, List<BlockOutline> outlines) {
        return new Workflow(
                folder.id(),
                folder.displayPath(WorkflowFolder.WORKFLOW_FILE),
                text(file, "name"),
                text(file, "description"),
                inputs.map(InputsReader::read).orElse(List.of()),
                file.find(TRIGGERS).map(SequenceNode.class::cast),
                outlines.stream().map(BlockReader::read).toList(),
                file.find("outputs").map(MappingNode.class::cast));
    }

    private static Optional<String> text(MappingNode file, String key) {
        return file.find(key).map(Node::value).map(String.class::cast);
    }
}
